package dev.wascc.benchmarks;

import dev.wascc.claims.VerifiedActor;
import dev.wascc.host.Host;
import dev.wascc.host.HostException;
import dev.wascc.provider.Binding;
import dev.wascc.provider.DispatchException;
import dev.wascc.provider.message.Shapes;
import dev.wascc.providers.keyvalue.KeyValueProvider;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One HTTP request to an actor through the whole host, without HTTP: claims, a middleware, the binding, the guest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HostBenchmark {
    private static final int INSTANCES = 64;

    /** {@code bare} is written by hand, {@code echo} and {@code counter} are the Java samples; the latter makes a host call. */
    @Param({"bare", "echo", "counter"})
    public String actor = "bare";

    private final Host host = Host.builder()
            .middleware((invocation, next) -> next.proceed(invocation))
            .build();
    private final DispatchingProvider server = new DispatchingProvider();
    private final byte[] request = Shapes.HTTP_REQUEST
            .message()
            .with("method", "GET")
            .with("path", "/bench")
            .with("queryString", "")
            .with("header", Map.of("host", "127.0.0.1:8080", "accept", "*/*"))
            .with("body", new byte[0])
            .encode();
    private String key = "";

    @Setup
    public void start() throws HostException {
        byte[] wasm = actor.equals("bare") ? Guests.bare() : Guests.sample(actor);
        VerifiedActor verified = Guests.actor(wasm, "wascc:http_server", "wascc:keyvalue");
        key = verified.key().text();
        host.add(verified, INSTANCES);
        host.add(server, Binding.DEFAULT_NAME);
        host.add(new KeyValueProvider(), Binding.DEFAULT_NAME);
        host.bind(Binding.of(key, "wascc:http_server", Map.of()));
        host.bind(Binding.of(key, "wascc:keyvalue", Map.of()));
    }

    @TearDown
    public void end() {
        host.close();
    }

    @Benchmark
    public byte[] request() throws DispatchException {
        return server.dispatcher().dispatch(key, "HandleRequest", request);
    }
}
