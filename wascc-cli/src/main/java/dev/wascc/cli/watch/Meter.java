package dev.wascc.cli.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Calls of one actor or provider. Any thread records, without locks; one thread turns and reads. */
final class Meter {
    private static final int SECONDS = 5;
    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final LongAdder failed = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final Deque<Histogram> seconds = new ArrayDeque<>();
    private long total;

    /**
     * What the last seconds were like.
     *
     * @param rate calls a second
     * @param calls since the beginning
     * @param p50 median time of a call, microseconds
     */
    record Reading(double rate, long calls, long p50, long p99, long failed, long denied) {
        static final Reading NONE = new Reading(0, 0, 0, 0, 0, 0);
    }

    void answered(long nanos) {
        recorder.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    void failed(long nanos) {
        answered(nanos);
        failed.increment();
    }

    void denied() {
        denied.increment();
    }

    /** A second has passed. */
    Reading turn() {
        Histogram oldest = seconds.size() < SECONDS ? null : seconds.removeFirst();
        Histogram last = recorder.getIntervalHistogram(oldest);
        total += last.getTotalCount();
        seconds.addLast(last);
        Histogram all = new Histogram(MAX_MICROS, DIGITS);
        seconds.forEach(all::add);
        return new Reading(
                all.getTotalCount() / (double) seconds.size(),
                total,
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                failed.sum(),
                denied.sum());
    }
}
