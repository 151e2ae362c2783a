package dev.wascc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field of a {@link WasccTest}, or of a class nested in it, that is given the mock of a capability: a {@link KeyValue}, or a
 * {@link dev.wascc.mocks.MockProvider} of any capability. Actors that claim the capability are bound to the mock. It is as new before
 * each test: nothing was called, nothing is canned, and what was kept in memory is gone.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Mock {
    /** The capability, {@code wascc:messaging}; a {@link KeyValue} needs none. */
    String value() default "";
}
