package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.InvocationException.Reason;
import dev.wascc.nkeys.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands in the way of calls. */
@Timeout(120)
class MiddlewareTest extends HostFixture {
    @Test
    void middleware_is_passed_in_order_once_each_and_its_failure_is_a_refusal() throws Exception {
        List<String> seen = new ArrayList<>();
        AtomicBoolean broken = new AtomicBoolean();
        host = Host.builder()
                .middleware((invocation, rest) -> {
                    seen.add("1 " + invocation.operation());
                    return rest.proceed(invocation);
                })
                .middleware((invocation, rest) -> {
                    seen.add("2 " + invocation.operation());
                    if (broken.get()) {
                        throw new IllegalStateException("broken");
                    }
                    return rest.proceed(invocation);
                })
                .build();
        boundActor();
        host.call(module.publicKey(), "forward", forward("", CAPABILITY, "Do", HELLO));
        assertThat(seen).containsExactly("1 forward", "2 forward", "1 Do", "2 Do");
        broken.set(true);
        assertThatThrownBy(() -> host.call(module.publicKey(), "echo", HELLO))
                .hasMessageContaining("Middleware error: broken");
    }

    @Test
    void what_a_middleware_changes_is_judged_again() throws Exception {
        AtomicReference<Entity> target = new AtomicReference<>();
        AtomicReference<String> operation = new AtomicReference<>("Do");
        host = Host.builder()
                .authorizer(new Authorizer() {
                    @Override
                    public boolean mayInvoke(VerifiedActor caller, Entity called, String named) {
                        return !named.equals("Drop");
                    }
                })
                .middleware((invocation, rest) -> rest.proceed(
                        invocation.origin() instanceof Entity.Actor
                                ? new Invocation(
                                        invocation.id(),
                                        Entity.SYSTEM,
                                        target.get() == null ? invocation.target() : target.get(),
                                        operation.get(),
                                        HELLO)
                                : invocation))
                .build();
        boundActor();
        assertThat(asks(CAPABILITY, "Whatever")).isEqualTo(HELLO);
        assertThat(spy.calls).hasValue(1);
        operation.set("Drop");
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageEndingWith("Authorizer denied access");
        operation.set("Do");
        for (Entity other : List.of(
                new Entity.Capability("acme:other", "default"),
                new Entity.Actor(TestActors.module().publicKey().text()))) {
            target.set(other);
            assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("PERMISSION DENIED");
        }
        target.set(new Entity.Capability(CAPABILITY, "other"));
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("no subscribers");
        target.set(Entity.SYSTEM);
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("PERMISSION DENIED");
        assertThat(spy.calls).hasValue(1);
    }

    @Test
    void a_middleware_may_answer_or_refuse_and_nobody_is_called() throws Exception {
        AtomicReference<Middleware> way = new AtomicReference<>();
        host = Host.builder()
                .middleware((invocation, rest) -> invocation.operation().equals("Do")
                        ? way.get().intercept(invocation, rest)
                        : rest.proceed(invocation))
                .build();
        boundActor();
        way.set((invocation, rest) -> "mine".getBytes(UTF_8));
        assertThat(asks(CAPABILITY, "Do")).asString(UTF_8).isEqualTo("mine");
        way.set((invocation, rest) -> {
            throw new InvocationException(Reason.NOT_AUTHORIZED, "too many calls");
        });
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageEndingWith("Guest call failure: too many calls");
        way.set((invocation, rest) -> null);
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("Middleware error: it answered null");
        assertThat(spy.calls).hasValue(0);
        // What is not bound is refused before any middleware could answer it.
        way.set((invocation, rest) -> "mine".getBytes(UTF_8));
        host.unbind(key, CAPABILITY, "default");
        assertThatThrownBy(() -> asks(CAPABILITY, "Do")).hasMessageContaining("no subscribers");
    }

    @Test
    void a_provider_reaches_no_other_actor_by_a_middleware() throws Exception {
        SigningKey other = TestActors.module();
        host = Host.builder()
                .middleware((invocation, rest) -> rest.proceed(
                        invocation.origin() instanceof Entity.Capability
                                ? new Invocation(
                                        invocation.id(),
                                        invocation.origin(),
                                        new Entity.Actor(other.publicKey().text()),
                                        invocation.operation(),
                                        invocation.payload())
                                : invocation))
                .build();
        boundActor();
        host.add(TestActors.actor(other));
        assertThatThrownBy(() -> spy.dispatcher.dispatch(key, "echo", HELLO)).hasMessageContaining("is not bound");
    }
}
