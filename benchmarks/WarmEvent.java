import dev.wascc.claims.ActorModule;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.claims.VerifiedActor;
import dev.wascc.claims.Verifier;
import dev.wascc.host.Host;
import dev.wascc.lambda.ActorFunction;
import dev.wascc.lambda.FunctionSettings;
import dev.wascc.lambda.InvocationContext;
import dev.wascc.provider.message.Shapes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;

/** What an HTTP event costs beyond the actor's own time: {@code WarmEvent.java FUNCTION MODULE.wasm EVENT}, in turn within one process. */
public final class WarmEvent {
    private static final int CALLS = 20_000;

    public static void main(String[] arguments) throws Exception {
        byte[] event = Files.readAllBytes(Path.of(arguments[2]));
        VerifiedActor actor = new Verifier(TrustPolicy.integrityOnly(), Clock.systemUTC())
                .verify(ActorModule.read(Path.of(arguments[1])));
        byte[] request = Shapes.HTTP_REQUEST.message().with("method", "POST").with("path", "/my/path")
                .with("queryString", "a=1").with("header", Map.of("header1", "value1"))
                .with("body", "Hello from Lambda".getBytes()).encode();
        try (Host host = Host.builder().build();
                ActorFunction function = ActorFunction.start(
                        new FunctionSettings(Path.of(arguments[0]), Map.of(), Clock.systemUTC()))) {
            host.add(actor);
            for (int round = 0; round < 4; round++) {
                double[] alone = times(() -> host.call(actor.key(), "HandleRequest", request));
                double[] whole = times(() -> function.handle(
                        event, InvocationContext.of("id", Instant.now().plusSeconds(30), "Root=1-x")));
                System.out.printf("actor p50 %.0f us, event p50 %.0f us, p99 %.0f us; beyond the actor p50 %.0f us%n",
                        at(alone, 0.5), at(whole, 0.5), at(whole, 0.99), at(whole, 0.5) - at(alone, 0.5));
            }
        }
    }

    private static double[] times(Callable<?> call) throws Exception {
        double[] times = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long began = System.nanoTime();
            call.call();
            times[i] = (System.nanoTime() - began) / 1e3;
        }
        Arrays.sort(times);
        return times;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }
}
