package dev.wascc.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.host.CallObserver.Observation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who watches calls. */
@Timeout(120)
class CallObserverTest extends HostFixture {
    private final List<String> seen = new ArrayList<>();

    private CallObserver named(String name) {
        return invocation -> {
            seen.add(name + " " + invocation.operation());
            return new Observation() {
                @Override
                public void answered(byte[] answer) {
                    seen.add(name + " answered " + answer.length);
                }

                @Override
                public void failed(InvocationException failure) {
                    seen.add(name + " " + failure.reason() + (failure.refusal() ? " refused" : " failed"));
                }
            };
        };
    }

    @Test
    void each_call_is_begun_and_ended_once_and_nested_as_it_was_made() throws Exception {
        host = Host.builder().observer(named("1")).observer(named("2")).build();
        boundActor();
        asks(CAPABILITY, "Do");
        assertThat(seen)
                .containsExactly(
                        "1 forward",
                        "2 forward",
                        "1 Do",
                        "2 Do",
                        "2 answered 5",
                        "1 answered 5",
                        "2 answered 5",
                        "1 answered 5");
    }

    @Test
    void calls_that_are_refused_are_seen_whatever_refuses_them() throws Exception {
        host = Host.builder()
                .observer(named("1"))
                .middleware((invocation, rest) -> {
                    if (invocation.operation().equals("Stop")) {
                        throw new IllegalStateException("no");
                    }
                    return rest.proceed(invocation);
                })
                .build();
        boundActor();
        assertThatThrownBy(() -> asks("acme:other", "Do")).isNotNull();
        assertThat(seen).containsExactly("1 forward", "1 Do", "1 NOT_CLAIMED refused", "1 ACTOR_FAILED failed");
        seen.clear();
        assertThatThrownBy(() -> asks(CAPABILITY, "Stop")).isNotNull();
        assertThat(seen).containsExactly("1 forward", "1 Stop", "1 MIDDLEWARE_FAILED failed", "1 ACTOR_FAILED failed");
        seen.clear();
        host.unbind(key, CAPABILITY, "default");
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).isNotNull();
        assertThat(seen).containsExactly("1 forward", "1 Do", "1 NOT_BOUND refused", "1 ACTOR_FAILED failed");
        seen.clear();
        assertThatThrownBy(() -> host.call(TestActors.module().publicKey(), "echo", HELLO))
                .isNotNull();
        assertThat(seen).containsExactly("1 echo", "1 NO_SUCH_ACTOR refused");
        seen.clear();
        assertThatThrownBy(() -> spy.dispatcher.dispatch(key, "echo", HELLO)).isNotNull();
        assertThat(seen).containsExactly("1 echo", "1 NOT_BOUND refused");
    }

    @Test
    void what_an_observer_keeps_for_a_thread_goes_along_to_an_actor_with_a_stack_of_its_own() throws Exception {
        ThreadLocal<String> kept = new ThreadLocal<>();
        CallObserver carrying = new CallObserver() {
            @Override
            public Observation begin(Invocation invocation) {
                seen.add(invocation.operation() + " within " + kept.get());
                kept.set(invocation.operation());
                return named("1").begin(invocation);
            }

            @Override
            public Runnable carried(Runnable work) {
                String here = kept.get();
                return () -> {
                    kept.set(here);
                    work.run();
                };
            }
        };
        host = Host.builder()
                .observer(carrying)
                .limits(ActorLimits.defaults().withStackSize(256 << 10))
                .build();
        boundActor();
        asks(CAPABILITY, "Do");
        assertThat(seen).contains("forward within null", "Do within forward");
    }

    @Test
    void an_observer_that_does_not_carry_a_call_on_does_not_stop_it() throws Exception {
        CallObserver loses = new CallObserver() {
            @Override
            public Observation begin(Invocation invocation) {
                return named("1").begin(invocation);
            }

            @Override
            public Runnable carried(Runnable work) {
                return () -> {
                    throw new IllegalStateException("lost");
                };
            }
        };
        CallObserver refuses = new CallObserver() {
            @Override
            public Observation begin(Invocation invocation) {
                return named("2").begin(invocation);
            }

            @Override
            public Runnable carried(Runnable work) {
                throw new IllegalStateException("refused");
            }
        };
        host = Host.builder()
                .observer(refuses)
                .observer(loses)
                .limits(ActorLimits.defaults().withStackSize(256 << 10))
                .build();
        boundActor();
        assertThat(asks(CAPABILITY, "Do")).isEqualTo(HELLO);
        assertThat(seen).contains("1 answered 5", "2 answered 5");
    }

    @Test
    void an_observer_that_fails_changes_no_call_and_no_other_observer() throws Exception {
        host = Host.builder()
                .observer(invocation -> {
                    throw new IllegalStateException("cannot begin");
                })
                .observer(invocation -> new Observation() {
                    @Override
                    public void answered(byte[] answer) {
                        throw new IllegalStateException("cannot end");
                    }

                    @Override
                    public void failed(InvocationException failure) {
                        throw new IllegalStateException("cannot end");
                    }
                })
                .observer(named("3"))
                .build();
        boundActor();
        assertThat(call("echo", HELLO)).isEqualTo(HELLO);
        assertThatThrownBy(() -> call("trap", HELLO)).isInstanceOf(InvocationException.class);
        assertThat(seen).containsExactly("3 echo", "3 answered 5", "3 trap", "3 ACTOR_FAILED failed");
    }
}
