package dev.wascc.host;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.gate.Admission;
import dev.wascc.gate.Gates;
import dev.wascc.host.InvocationException.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code PerformLiveUpdate}: a new version of an actor as the bytes of its module, as wascc-host 0.10 takes it (src/spawns.rs), but past
 * the same gate as every other module.
 */
final class LiveUpdates {
    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

    /** Replaces an actor. */
    interface Replacement {
        void by(VerifiedActor version) throws HostException;
    }

    private LiveUpdates() {}

    /** @return nothing, as an answer */
    static byte[] perform(String actor, byte[] module, @Nullable Gates gates, Replacement replacement)
            throws InvocationException {
        if (gates == null) {
            throw failed("this host was given no gate to judge modules by that come as bytes", null);
        }
        VerifiedActor version;
        try {
            Admission admission = gates.admit(ActorModule.of(module));
            admission.findings().forEach(finding -> LOG.warn("{}", LogText.of(String.valueOf(finding))));
            version = admission.actor();
        } catch (ClaimsException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
        Optional<String> other = Optional.of(version.key().text()).filter(subject -> !subject.equals(actor));
        if (other.isPresent()) {
            throw failed("the module is another actor, " + other.get(), null);
        }
        try {
            replacement.by(version);
        } catch (HostException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
        return new byte[0];
    }

    private static InvocationException failed(String why, @Nullable Throwable cause) {
        String text = "Failed to perform hot swap: " + why;
        return cause == null
                ? new InvocationException(Reason.UPDATE_REFUSED, text)
                : new InvocationException(Reason.UPDATE_REFUSED, text, cause);
    }
}
