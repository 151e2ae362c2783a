package dev.wascc.mocks;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Operations;
import dev.wascc.providers.keyvalue.KeyValueProvider;
import dev.wascc.providers.messaging.InProcessMessagingProvider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Providers, and calls of theirs as an actor makes them. */
final class Played {
    static final String ACTOR = "MBKKW5SLRC3ZLQLYP54LDCOAFIQUP2OAAKL2SO47IMV6KYABCXZGZHCV";
    static final String OTHER = "MCFMFDWFHGKELOXPCNCDXKK5OFLHBVEWRAOXR5JSQUD2TOFRE3DFPM7E";
    static final String KEYVALUE = "wascc:keyvalue";
    static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private Played() {}

    static Optional<CapabilityProvider> installed(String capability) {
        return switch (capability) {
            case KEYVALUE -> Optional.of(new KeyValueProvider());
            case "wascc:messaging" -> Optional.of(new InProcessMessagingProvider());
            default -> Optional.empty();
        };
    }

    static byte[] request(String operation, Map<String, ?> fields) {
        return MessageTree.parse(
                        Operations.named(operation).orElseThrow().request().orElseThrow(), fields)
                .encode();
    }

    static Object call(CapabilityProvider provider, String operation, Map<String, ?> fields) throws Exception {
        return call(provider, ACTOR, operation, fields);
    }

    static Object call(CapabilityProvider provider, String actor, String operation, Map<String, ?> fields)
            throws Exception {
        return Payloads.tree(
                Payloads.response(operation), provider.handle(actor, operation, request(operation, fields)));
    }

    static Binding binding(String capability) {
        return Binding.of(ACTOR, capability, Map.of("URL", "redis://:hunter2@h"));
    }

    /** Bound for the actor, as a host binds it. */
    static CapabilityProvider bound(Mocks mocks, String capability) throws Exception {
        CapabilityProvider provider = mocks.of(capability).orElseThrow();
        provider.start((actor, operation, payload) -> payload);
        Binding asked = binding(capability);
        provider.bind(new Binding(ACTOR, capability, asked.name(), Map.of()));
        return provider;
    }
}
