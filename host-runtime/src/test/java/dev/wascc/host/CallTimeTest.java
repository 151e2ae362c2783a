package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wascc.provider.Binding;
import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityProvider;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls of providers that have a time of their own, and instances that are started anew. */
@Timeout(60)
class CallTimeTest extends HostFixture {
    private final Source source = new Source();

    /** A provider that only calls. */
    private static final class Source implements CapabilityProvider {
        private Dispatcher actors = (actor, operation, payload) -> payload;

        @Override
        public CapabilityDescriptor descriptor() {
            return new CapabilityDescriptor(CAPABILITY, "source", "1", 1, "", List.of());
        }

        @Override
        public void start(Dispatcher toActors) {
            actors = toActors;
        }

        @Override
        public void bind(Binding binding) {}

        @Override
        public void unbind(String actor) {}

        @Override
        public byte[] handle(String actor, String operation, byte[] payload) {
            return payload;
        }
    }

    @BeforeEach
    void bound() throws Exception {
        host.add(TestActors.actor(module, CAPABILITY));
        host.add(source, "default");
        host.bind(Binding.of(key, CAPABILITY, Map.of()));
    }

    @Test
    void a_call_is_stopped_when_the_time_of_its_provider_is_over_and_the_next_one_goes_well() throws Exception {
        long began = System.nanoTime();
        DispatchException e = catchThrowableOfType(
                DispatchException.class, () -> source.actors.dispatch(key, "loop", HELLO, Duration.ofMillis(100)));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(e.getCause()).isInstanceOfSatisfying(InvocationException.class, cause -> assertThat(cause.reason())
                .isEqualTo(InvocationException.Reason.TIMED_OUT));
        assertThat(source.actors.dispatch(key, "echo", HELLO, Duration.ofSeconds(4)))
                .isEqualTo(HELLO);
    }

    @Test
    void the_limit_of_the_actor_holds_where_the_provider_would_give_it_more() throws Exception {
        Host strict = limited(Duration.ofMillis(100));
        try (strict) {
            strict.add(TestActors.actor(module, CAPABILITY));
            Source other = new Source();
            strict.add(other, "default");
            strict.bind(Binding.of(key, CAPABILITY, Map.of()));
            assertThat(catchThrowableOfType(
                            DispatchException.class,
                            () -> other.actors.dispatch(key, "loop", HELLO, Duration.ofMinutes(5))))
                    .hasMessageContaining("100 ms");
        }
    }

    @Test
    void renewed_instances_have_forgotten_what_they_kept_in_memory() throws Exception {
        call("Bx", HELLO);
        assertThat(call("configuration", new byte[0])).isEqualTo(HELLO);
        host.renew();
        assertThat(call("configuration", new byte[0])).isEmpty();
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
    }
}
