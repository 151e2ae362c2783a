package dev.wascc.host;

import static dev.wascc.host.TestActors.forward;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.dylibso.chicory.wabt.Wat2Wasm;
import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import dev.wascc.nkeys.SigningKey;
import dev.wascc.provider.Binding;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The error texts of wascc-host 0.14 (src/errors.rs, src/authz.rs, src/bus/inproc.rs, src/lib.rs), one by one: the same here, or another
 * one for a reason.
 */
@Timeout(60)
class SpecTextsTest extends HostFixture {
    /** What a guest reads comes back to us through its own error. */
    private static final String GUEST = "Invocation failure: failed to invoke actor: Guest call failure: ";

    /** What leads to an error. */
    private interface Situation {
        void in(SpecTextsTest test) throws Exception;
    }

    /** A text; KEY stands for the actor's key, and what follows … is up to us. */
    record Same(String when, String text, Situation situation) {
        @Override
        public String toString() {
            return when;
        }
    }

    /** A text of the peer, what is said here in its place, and why. */
    record Other(String when, String theirs, String ours, String because, Situation situation) {
        @Override
        public String toString() {
            return when + ": " + because;
        }
    }

    static Stream<Same> same() {
        return Stream.of(
                new Same(
                        "a guest calls a capability that is not in its claims",
                        GUEST + "WebAssembly module authorization failure: Actor KEY attempted to call Do on"
                                + " acme:other,default - PERMISSION DENIED.",
                        test -> test.guestCalls("acme:other")),
                new Same(
                        "a guest calls what the authorizer refuses",
                        GUEST + "WebAssembly module authorization failure: Actor KEY attempted to call Capability {"
                                + " capid: \"acme:spy\", binding: \"default\" } - Authorizer denied access",
                        test -> {
                            test.host = Host.builder()
                                    .authorizer(new Authorizer() {
                                        @Override
                                        public boolean mayInvoke(
                                                VerifiedActor caller, Entity target, String operation) {
                                            return false;
                                        }
                                    })
                                    .build();
                            test.guestCalls(CAPABILITY);
                        }),
                new Same(
                        "a guest calls a capability that nobody provides",
                        GUEST + "Error occurred during host call: waSCC Host Error: Attempted bus call for"
                                + " wasmbus.provider.acme.spy.default.KEY with no subscribers",
                        test -> {
                            test.host.add(TestActors.actor(test.module, CAPABILITY));
                            test.asks(CAPABILITY, "Do");
                        }),
                new Same(
                        "a guest calls an actor that is not there",
                        GUEST + "Error occurred during host call: waSCC Host Error: Attempted bus call for"
                                + " wasmbus.actor.KEY with no subscribers",
                        test -> {
                            SigningKey caller = TestActors.module();
                            test.host.add(TestActors.actor(caller, test.key));
                            test.host.call(caller.publicKey(), "forward", forward("", test.key, "Do", HELLO));
                        }),
                new Same(
                        "a provider answers with an error",
                        GUEST + "Invocation failure: failed to invoke capability: Error occurred during host call:"
                                + " kaput",
                        test -> {
                            test.spy.answer = (actor, operation, payload) -> {
                                throw new IllegalStateException("kaput");
                            };
                            test.guestCalls(CAPABILITY);
                        }),
                new Same(
                        "a guest calls an actor that fails",
                        GUEST + "Invocation failure: failed to invoke actor: Guest call failure: …",
                        test -> {
                            SigningKey caller = TestActors.module();
                            test.host.add(TestActors.actor(test.module));
                            test.host.add(TestActors.actor(caller, test.key));
                            test.host.call(caller.publicKey(), "forward", forward("", test.key, "trap", HELLO));
                        }),
                new Same(
                        "a provider calls an actor that fails",
                        "Invocation failure: failed to invoke actor: Guest call failure: …",
                        test -> {
                            test.boundActor();
                            test.spy.dispatcher.dispatch(test.key, "trap", HELLO);
                        }),
                new Same("the owner calls an actor that fails", "Invocation failure: …", test -> {
                    test.host.add(TestActors.actor(test.module));
                    test.call("trap", HELLO);
                }),
                new Same("an actor comes twice", "Actor KEY is already in this host. …", test -> {
                    test.host.add(TestActors.actor(test.module));
                    test.host.add(TestActors.actor(test.module));
                }),
                new Same("an actor has expired", "Expired token…", test -> {
                    VerifiedActor mortal = TestActors.actor(
                            test.module, TestActors.ISSUER, "1", Instant.parse("2099-01-01T00:00:00Z"));
                    test.host = Host.builder()
                            .clock(Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC))
                            .build();
                    test.host.add(mortal);
                }),
                new Same("an actor may not be used yet", "Module cannot be used before…", test -> {
                    VerifiedActor early = TestActors.from(test.module, Instant.parse("2000-01-01T00:00:00Z"));
                    test.host = Host.builder()
                            .clock(Clock.fixed(Instant.parse("1999-01-01T00:00:00Z"), ZoneOffset.UTC))
                            .build();
                    test.host.add(early);
                }),
                new Same("the authorizer does not load", "Authorization hook denied access to module…", test -> {
                    test.host = Host.builder()
                            .authorizer(new Authorizer() {
                                @Override
                                public boolean mayLoad(VerifiedActor actor) {
                                    return false;
                                }
                            })
                            .build();
                    test.host.add(TestActors.actor(test.module));
                }),
                new Same("an actor that is not there is bound", "Attempted to bind non-existent actor…", test -> {
                    test.host.bind(Binding.of(test.key, CAPABILITY, Map.of()));
                }),
                new Same(
                        "an actor is bound to what it does not claim",
                        "Unauthorized binding: actor KEY is not authorized to use capability acme:spy. …",
                        test -> {
                            test.host.add(TestActors.actor(test.module));
                            test.host.bind(Binding.of(test.key, CAPABILITY, Map.of()));
                        }),
                new Same(
                        "a provider refuses a binding",
                        "Failed to configure default,acme:spy - REFUSE is set",
                        test -> {
                            test.host.add(TestActors.actor(test.module, CAPABILITY));
                            test.host.add(test.spy, "default");
                            test.host.bind(Binding.of(test.key, CAPABILITY, Map.of("REFUSE", "1")));
                        }),
                new Same(
                        "two providers have one name",
                        "Capability provider acme:spy cannot be bound to the same name (default) twice, loading"
                                + " failed.",
                        test -> {
                            test.host.add(test.spy, "default");
                            test.host.add(new Spy(CAPABILITY), "default");
                        }),
                new Same("an actor that is not there is taken away", "No such actor…", test -> {
                    test.host.remove(test.module.publicKey());
                }),
                new Same("a new version comes as bytes and is none", "Failed to perform hot swap…", test -> {
                    test.boundActor();
                    test.call("PerformLiveUpdate", HELLO);
                }),
                new Same("a middleware fails", "Middleware error: …", test -> {
                    test.host = Host.builder()
                            .middleware((invocation, rest) -> {
                                throw new IllegalStateException("no");
                            })
                            .build();
                    test.host.add(TestActors.actor(test.module));
                    test.call("echo", HELLO);
                }));
    }

    static Stream<Other> other() {
        return Stream.of(
                new Other(
                        "a guest calls a provider that it is not bound to any more",
                        "Attempted to invoke binding-required operation on unbound provider",
                        "with no subscribers",
                        "the host refuses before the provider is reached, as where there was never a binding",
                        test -> {
                            test.boundActor();
                            test.host.unbind(test.key, CAPABILITY, "default");
                            test.asks(CAPABILITY, "Do");
                        }),
                new Other(
                        "a module has no token",
                        "No embedded JWT in actor module",
                        "no token",
                        "a host takes verified actors only, so that it is the verifier that says it, with a rule id",
                        test -> new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                                .verify(ActorModule.of(Wat2Wasm.parse("(module)")))),
                new Other(
                        "the owner calls an actor that is not there",
                        "No such actor",
                        "with no subscribers",
                        "one call has one text, whoever makes it; its reason is NO_SUCH_ACTOR",
                        test -> test.call("echo", HELLO)),
                new Other(
                        "a new version does not start",
                        "Failed to perform hot swap",
                        "the new version of test does not start",
                        "0.14 reports success; here the one who replaces is told what is wrong",
                        test -> {
                            test.boundActor();
                            test.host.replace(TestActors.starting(test.module, "2.0.0.0", "(unreachable)", CAPABILITY));
                        }),
                new Other(
                        "a module cannot run",
                        "waPC failure: ",
                        "does not start: the module",
                        "a HostException tells its kind by its reason, not by a prefix",
                        test -> test.host.add(TestActors.signed(
                                test.module,
                                "(module (memory (export \"memory\") 1))",
                                new Metadata.Actor("a", "", List.of(), List.of(), 1, "1", null, false)))),
                new Other(
                        "an actor calls itself",
                        "Guest call failure: deadlock",
                        "in this chain of calls already",
                        "0.14 says nothing at all, for ever",
                        test -> {
                            test.host.add(TestActors.actor(test.module));
                            test.asks(test.key, "echo");
                        }));
    }

    private void guestCalls(String capability) throws Exception {
        boundActor();
        asks(capability, "Do");
    }

    private String said(Situation situation) {
        ThrowingCallable provoked = () -> situation.in(this);
        Throwable thrown = catchThrowable(provoked);
        assertThat(thrown).isNotNull();
        return String.valueOf(thrown.getMessage());
    }

    @ParameterizedTest
    @MethodSource
    void same(Same row) {
        String text = row.text.replace("KEY", key);
        String said = said(row.situation);
        if (text.endsWith("…")) {
            assertThat(said).startsWith(text.substring(0, text.length() - 1));
        } else {
            assertThat(said).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @MethodSource
    void other(Other row) {
        assertThat(said(row.situation)).contains(row.ours).doesNotContain(row.theirs);
    }
}
