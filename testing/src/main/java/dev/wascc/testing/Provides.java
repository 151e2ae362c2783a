package dev.wascc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static field of a {@link WasccTest} that holds a {@link dev.wascc.provider.CapabilityProvider}: actors that claim its capability are
 * bound to it, and not to an installed one. The host starts it and closes it.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Provides {}
