package dev.wascc.mocks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The state of a mock's script: what is canned and how often it was given, and which call fails next. Safe for several threads. */
final class Stage {
    /** What becomes of one call. */
    record Turn(Duration delay, @Nullable String fault, @Nullable Answer answer, boolean inMemory) {}

    /** A canned answer and how often it was given. */
    private static final class Canned {
        private final Answer answer;
        private int given;

        Canned(Answer answer) {
            this.answer = answer;
        }

        boolean over() {
            Integer times = answer.times();
            return times != null && given >= times;
        }
    }

    private final List<Canned> answers = new ArrayList<>();
    private Fault fault = Fault.NONE;
    private Random random = new Random(0);
    private Duration delay = Duration.ZERO;
    private boolean inMemory = true;
    private int concerned;

    synchronized void follow(MockScript script) {
        script.answers().forEach(this::add);
        fault(script.fault());
        delay = script.delay();
        inMemory = script.inMemory();
    }

    synchronized void clear() {
        answers.clear();
        follow(MockScript.NONE);
    }

    synchronized void add(Answer answer) {
        answers.add(new Canned(answer));
    }

    synchronized void fault(Fault next) {
        fault = next;
        random = new Random(next.seed());
        concerned = 0;
    }

    synchronized void delay(Duration time) {
        delay = time;
    }

    synchronized boolean canned() {
        return !answers.isEmpty();
    }

    synchronized boolean inMemory() {
        return inMemory;
    }

    synchronized Turn turn(String operation, Object request) {
        if (fails(operation)) {
            return new Turn(delay, fault.error(), null, inMemory);
        }
        for (Canned canned : answers) {
            if (!canned.over() && canned.answer.fits(operation, request)) {
                canned.given++;
                return new Turn(delay.plus(canned.answer.delay()), null, canned.answer, inMemory);
            }
        }
        return new Turn(delay, null, null, inMemory);
    }

    private boolean fails(String operation) {
        if (!fault.concerns(operation)) {
            return false;
        }
        concerned = fault.every() == 0 ? 0 : (concerned + 1) % fault.every();
        return fault.every() > 0 && concerned == 0
                || fault.probability() > 0 && random.nextDouble() < fault.probability();
    }

    /** The canned answer of that operation that is nearest, for a message. */
    synchronized String nearest(String operation, Object request) {
        return answers.stream()
                .filter(canned -> canned.answer.operation().equals(operation))
                .min(Comparator.comparingInt(canned -> Trees.differences(request, canned.answer.request())))
                .map(canned -> canned.answer.fits(operation, request)
                        ? "; the one there was has been given " + canned.given + " times"
                        : "; the nearest is for " + Trees.shown(canned.answer.request()))
                .orElse("");
    }
}
