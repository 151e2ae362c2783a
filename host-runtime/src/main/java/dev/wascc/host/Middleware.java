package dev.wascc.host;

/** Stands in the way of every invocation: may watch it, change it, answer it, or refuse it by an exception. */
@FunctionalInterface
public interface Middleware {
    /** @param rest the middleware behind this one, and at the end the call itself; call it once, or not at all */
    byte[] intercept(Invocation invocation, Chain rest) throws InvocationException;

    /** What is left of an invocation's way. */
    @FunctionalInterface
    interface Chain {
        byte[] proceed(Invocation invocation) throws InvocationException;
    }
}
