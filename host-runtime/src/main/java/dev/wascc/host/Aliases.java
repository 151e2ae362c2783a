package dev.wascc.host;

import dev.wascc.claims.CallAlias;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.HostException.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names that actors may be called by beside their keys, each of one actor. */
final class Aliases {
    private final Map<String, String> keys = new ConcurrentHashMap<>();

    /** The actor that has this alias. */
    Optional<String> find(String namespace) {
        return keys.isEmpty() ? Optional.empty() : Optional.ofNullable(keys.get(namespace));
    }

    /**
     * Takes the alias that an actor claims; nothing where it claims none.
     *
     * @return whether it is taken now, and was not this actor's already
     * @throws HostException another actor has it, or it is no name
     */
    boolean take(VerifiedActor actor) throws HostException {
        Optional<String> alias = of(actor);
        if (alias.isEmpty()) {
            return false;
        }
        String key = actor.key().text();
        if (!CallAlias.valid(alias.get())) {
            throw new HostException(
                    Reason.INVALID_MODULE,
                    "the call alias " + LogText.of(alias.get()) + " of " + LogText.of(actor.name())
                            + " is no name an actor can be called by; sign it with one of a-z, 0-9, _ and /");
        }
        String holder = keys.putIfAbsent(alias.get(), key);
        if (holder != null && !holder.equals(key)) {
            throw new HostException(
                    Reason.DUPLICATE,
                    "the call alias " + alias.get() + " of " + LogText.of(actor.name()) + " is that of actor " + holder
                            + " in this host already; calls by it would be ambiguous. Remove that one, or sign one of"
                            + " them with another alias");
        }
        return holder == null;
    }

    void release(VerifiedActor actor) {
        of(actor).ifPresent(alias -> keys.remove(alias, actor.key().text()));
    }

    void clear() {
        keys.clear();
    }

    static Optional<String> of(VerifiedActor actor) {
        return Optional.ofNullable(actor.claims().metadata().callAlias()).filter(alias -> !alias.isBlank());
    }
}
