package dev.wascc.host;

import dev.wascc.claims.Metadata;
import dev.wascc.nkeys.SigningKey;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A JVM of its own: so many actors that take all memory they can get, four at once, beside one that goes on answering. */
final class MemoryBombs {
    /** Takes a page after the other, writes into each, and traps when there are no more. */
    private static final String BOMB =
            """
            (module
            (memory (export "memory") 1)
            (func (export "__guest_call") (param i32 i32) (result i32) (local $page i32)
              (loop $more
                (local.set $page (memory.grow (i32.const 1)))
                (if (i32.eq (local.get $page) (i32.const -1)) (then (unreachable)))
                (memory.fill (i32.mul (local.get $page) (i32.const 65536)) (i32.const 7) (i32.const 65536))
                (br $more))
              (i32.const 1)))
            """;

    private MemoryBombs() {}

    /** Ends with 0 where nothing but the bombs came to harm. */
    public static void main(String[] args) throws Exception {
        int bombs = Integer.parseInt(args[0]);
        SigningKey neighbour = TestActors.module();
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        try (Host host = Host.builder().build()) {
            host.add(TestActors.actor(neighbour));
            ExecutorService threads = Executors.newFixedThreadPool(5);
            Future<?> calls = threads.submit(() -> {
                while (!done.get()) {
                    host.call(neighbour.publicKey(), "echo", new byte[100]);
                    answers.incrementAndGet();
                }
                return null;
            });
            List<Future<Boolean>> exploded = java.util.stream.IntStream.range(0, bombs)
                    .mapToObj(i -> threads.submit(() -> explodes(host)))
                    .toList();
            for (Future<Boolean> bomb : exploded) {
                if (!bomb.get()) {
                    throw new IllegalStateException("a bomb did not trap");
                }
            }
            done.set(true);
            calls.get();
            threads.shutdown();
            threads.awaitTermination(10, TimeUnit.SECONDS);
            System.out.println(bombs + " bombs, " + answers + " answers beside them, no OutOfMemoryError");
        }
    }

    private static boolean explodes(Host host) throws HostException {
        SigningKey bomb = TestActors.module();
        host.add(TestActors.signed(
                bomb, BOMB, new Metadata.Actor("bomb", "", List.of(), List.of(), 1, "1", null, false)));
        try {
            host.call(bomb.publicKey(), "go", new byte[0]);
            return false;
        } catch (InvocationException e) {
            if (String.valueOf(e.getMessage()).contains("OutOfMemoryError")) {
                throw new IllegalStateException(e);
            }
            return e.reason() == InvocationException.Reason.ACTOR_FAILED;
        } finally {
            host.remove(bomb.publicKey());
        }
    }
}
