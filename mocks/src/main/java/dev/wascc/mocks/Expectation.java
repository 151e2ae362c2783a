package dev.wascc.mocks;

import dev.wascc.document.Node.Place;
import org.jspecify.annotations.Nullable;

/**
 * Calls that are expected.
 *
 * @param actor public key; absent: any
 * @param capability absent: any
 * @param binding absent: any
 * @param request what each has, at least
 * @param response what was answered to each, at least; absent: anything, or an error
 * @param error what the error has in it; absent: any error, or an answer
 */
record Expectation(
        Place place,
        @Nullable String actor,
        @Nullable String capability,
        @Nullable String binding,
        String operation,
        Object request,
        @Nullable Object response,
        @Nullable String error,
        int min,
        int max) {

    boolean fits(RecordedCall call) {
        return (actor == null || actor.equals(call.actor()))
                && (capability == null || capability.equals(call.capability()))
                && (binding == null || binding.equals(call.binding()))
                && operation.equals(call.operation())
                && Trees.includes(call.request(), request)
                && (response == null || call.response() != null && Trees.includes(call.response(), response))
                && (error == null || call.error() != null && call.error().contains(error));
    }

    /** How far a call of the same operation is from what is expected. */
    int differences(RecordedCall call) {
        return Trees.differences(call.request(), request)
                + (response == null ? 0 : Trees.differences(call.response(), response));
    }

    String times() {
        if (min == max) {
            return times(min);
        }
        return max == Integer.MAX_VALUE ? "at least " + times(min) : min + " to " + times(max);
    }

    static String times(long count) {
        return count == 0 ? "never" : count == 1 ? "once" : count + " times";
    }

    @Override
    public String toString() {
        String asked = request.equals(java.util.Map.of()) ? operation : Trees.shown(operation + " ", request);
        String answer = response == null ? "" : Trees.shown(" <- ", response);
        return (capability == null ? "" : capability + " ")
                + asked
                + answer
                + (error == null ? "" : " failed: " + error);
    }
}
