package dev.wascc.mocks;

import dev.wascc.mocks.RecordedCall.Kind;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.Dispatcher;

/** Writes the ends of calls into a journal. */
final class Recording {
    private Recording() {}

    /** A call to a provider. */
    interface Work {
        byte[] perform() throws Exception;
    }

    @SuppressWarnings("IllegalCatch") // seen, and thrown on
    static byte[] ended(Journal.Entry entry, Work work) throws Exception {
        try {
            byte[] answer = work.perform();
            entry.answered(answer);
            return answer;
        } catch (Exception | Error e) {
            entry.failed(e);
            throw e;
        }
    }

    static byte[] event(Journal journal, Journal.Line line, String operation, byte[] payload, Dispatcher toActors)
            throws DispatchException {
        Journal.Entry entry = journal.begin(Kind.EVENT, line, operation, payload);
        try {
            byte[] answer = toActors.dispatch(line.actor(), operation, payload);
            entry.answered(answer);
            return answer;
        } catch (DispatchException | RuntimeException | Error e) {
            entry.failed(e);
            throw e;
        }
    }
}
