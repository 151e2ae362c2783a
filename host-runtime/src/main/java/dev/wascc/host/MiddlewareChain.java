package dev.wascc.host;

import dev.wascc.host.InvocationException.Reason;
import java.util.List;

/** What is left of an invocation's way from one middleware on. Fails closed: what a middleware could not judge does not happen. */
record MiddlewareChain(List<Middleware> middleware, int at, Middleware.Chain call) implements Middleware.Chain {
    @Override
    public byte[] proceed(Invocation invocation) throws InvocationException {
        if (at == middleware.size()) {
            return call.proceed(invocation);
        }
        byte[] answer;
        try {
            answer = middleware.get(at).intercept(invocation, new MiddlewareChain(middleware, at + 1, call));
        } catch (RuntimeException e) {
            throw new InvocationException(Reason.MIDDLEWARE_FAILED, "Middleware error: " + e.getMessage(), e);
        }
        if (answer == null) {
            throw new InvocationException(Reason.MIDDLEWARE_FAILED, "Middleware error: it answered null");
        }
        return answer;
    }
}
