package dev.wascc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An {@link ActorRef} of the host of a {@link WasccTest}: a field, or a parameter of a constructor or method of JUnit's. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface Actor {
    /** The signed module; the same file is the same actor. */
    String value();
}
