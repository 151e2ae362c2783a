package dev.wascc.mocks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A canned answer.
 *
 * @param request what a request has to have to be answered by it; other fields may be anything
 * @param response the bytes that are answered
 * @param error what is said instead; absent where it answers
 * @param times how often it is given; absent: always
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(
        String operation,
        Object request,
        byte[] response,
        @Nullable String error,
        @Nullable Integer times,
        Duration delay) {

    boolean fits(String asked, Object of) {
        return operation.equals(asked) && Trees.includes(of, request);
    }
}
