package dev.wascc.cli;

import dev.wascc.lambda.local.HttpFront;
import dev.wascc.lambda.local.LocalFunction;
import dev.wascc.lambda.local.Outcome;
import dev.wascc.lambda.local.Shape;
import dev.wascc.lambda.pack.FunctionDirectory;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a package on this machine, without a container: one event, or requests over HTTP. */
@CommandLine.Command(
        name = "local",
        description =
                "Run a package here as Lambda would: one event, or HTTP behind the shape of API Gateway or a load balancer.",
        footer = {
            "",
            "The answer is on standard output, the function's log on standard error. An event that fails ends with 20, and its error as"
                    + " AWS shows it is the answer."
        })
final class LambdaLocalCommand extends Command {
    private static final int MAX_PORT = 65_535;
    private static final long MAX_EVENT = 6L << 20;

    @Parameters(paramLabel = "ZIP|DIR", description = "A package, or a directory with a manifest and its actors.")
    Path function = Path.of("");

    @Option(
            names = "--event",
            paramLabel = "FILE|-",
            description = "An event, JSON as AWS sends it; repeat it for several, one after the other.")
    List<String> events = new ArrayList<>();

    @Option(names = "--listen", paramLabel = "PORT", description = "Serve HTTP on 127.0.0.1; 0 for a free port.")
    @Nullable
    Integer port;

    @Option(
            names = "--shape",
            defaultValue = "v2",
            paramLabel = "v2|v1|alb",
            description = "What a request becomes: an HTTP API's event (default), a REST API's, a load balancer's.")
    Shape shape = Shape.V2;

    @Option(
            names = "--timeout",
            defaultValue = "3s",
            converter = ServeOptions.Time.class,
            paramLabel = "TIME",
            description = "The function's time limit; default 3s, as Lambda has it. 15m at most.")
    Duration timeout = Duration.ofSeconds(3);

    @Option(
            names = "--memory",
            defaultValue = "512",
            paramLabel = "MB",
            description = "The function's memory, 128 to 10240; the process of --bootstrap keeps to it. Default 512.")
    int memory = 512;

    @Option(names = "--cold", description = "A new environment for each event.")
    boolean cold;

    @Option(
            names = "--bootstrap",
            description = "Start the package's own bootstrap as a process, in place of its actors in this one.")
    boolean bootstrap;

    @Option(
            names = "--layer",
            paramLabel = "ZIP|DIR",
            description = "The layer with the bootstrap, where the package has none.")
    @Nullable
    Path layer;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable of the function's environment; AWS_… of this process are handed on as well.")
    Map<String, String> variables = new HashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException, CliException {
        if (events.isEmpty() == (port == null)) {
            throw usage("give an event, --event FILE, or serve HTTP, --listen PORT");
        } else if (port != null && (port < 0 || port > MAX_PORT)) {
            throw usage("--listen is a number from 0 to " + MAX_PORT);
        } else if (memory < 128 || memory > 10_240) {
            throw usage("--memory is 128 to 10240 MB");
        } else if (timeout.isZero() || timeout.compareTo(Duration.ofMinutes(15)) > 0) {
            throw usage("--timeout is 1ms to 15m");
        }
        List<byte[]> read = new ArrayList<>();
        for (String event : events) {
            read.add(read(event));
        }
        try (FunctionDirectory directory = FunctionDirectory.open(function);
                FunctionDirectory layers = layer == null ? null : FunctionDirectory.open(layer);
                LocalFunction local = new LocalFunction(settings(directory.path(), layers))) {
            return port == null ? answer(local, read) : serve(local, port);
        }
    }

    private LocalFunction.Settings settings(Path directory, @Nullable FunctionDirectory layers) {
        Map<String, String> environment = new HashMap<>();
        surroundings.environment().forEach((name, value) -> {
            if (name.startsWith("AWS_") || name.startsWith("WASCC_JAVA_OPTS") || name.equals("PATH")) {
                environment.put(name, value);
            }
        });
        environment.putAll(variables);
        return new LocalFunction.Settings(
                directory,
                bootstrap || layers != null,
                layers == null ? null : layers.path(),
                timeout,
                memory,
                cold,
                environment,
                surroundings.clock(),
                this::say);
    }

    private byte[] read(String event) throws IOException, CliException {
        if (event.equals("-")) {
            return surroundings.in().readNBytes((int) MAX_EVENT);
        }
        Path file = Path.of(event);
        if (!Files.isRegularFile(file)) {
            throw new CliException(ExitCode.NOT_FOUND, shown(file) + ": there is no such file");
        } else if (Files.size(file) > MAX_EVENT) {
            throw usage(shown(file) + " is larger than an event can be, which is 6 MB");
        }
        return Files.readAllBytes(file);
    }

    private int answer(LocalFunction local, List<byte[]> read) throws IOException, InterruptedException {
        int code = ExitCode.OK;
        for (byte[] event : read) {
            Outcome outcome = local.invoke(event);
            print(outcome.text());
            if (!outcome.answered()) {
                code = ExitCode.ACTOR_FAILED;
            }
        }
        return code;
    }

    private int serve(LocalFunction local, int asked) throws IOException, InterruptedException {
        try (HttpFront front = HttpFront.start(local, shape, asked, surroundings.clock())) {
            Runtime.getRuntime().addShutdownHook(new Thread(local::close, "wascc-stop"));
            say("Ctrl-C ends it.");
            print(OneLine.of(shape.word() + "  " + front.url()));
            surroundings.out().flush();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        }
    }
}
