package dev.wascc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a host, which is started for the class (nested classes share it) and closed at its end. Actors are asked for with
 * {@link Actor}. Every capability that one claims is bound: to a {@link Mock}, else to a provider that a {@link Provides} field hands over, else to one that is
 * installed. An actor that the gate refuses fails the class, with the ids of the rules in the message.
 *
 * <pre>{@code
 * @WasccTest(policy = "wascc-policy.yaml")
 * class GreeterTest {
 *     @Actor("target/greeter-1.0-signed.wasm")
 *     ActorRef greeter;
 *
 *     @Test
 *     void greets() throws Exception {
 *         assertEquals("hello", greeter.http("GET", "/hello").text());
 *     }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WasccExtension.class)
public @interface WasccTest {
    /** A policy file that actors are judged by; none, if empty. */
    String policy() default "";

    /** Issuers (A…) whose signature counts, of those of the policy if there is one; empty: any, or all of the policy's. */
    String[] trust() default {};
}
