package dev.wascc.maven;

import dev.wascc.lambda.local.HttpFront;
import dev.wascc.lambda.local.LocalFunction;
import dev.wascc.lambda.local.Outcome;
import dev.wascc.lambda.local.Shape;
import dev.wascc.lambda.pack.FunctionDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Builds the project, and runs its manifest as an AWS Lambda function here: for events, or behind HTTP until Ctrl-C. */
@Mojo(name = "lambda-local", threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class LambdaLocalMojo extends WasccMojo {
    /** A package, or a directory with a manifest and its actors. */
    @Parameter(property = "wascc.lambda.function", defaultValue = "${project.basedir}")
    private File function;

    /** Events, JSON as AWS sends it, one after the other; the goal then ends. Without any it listens. */
    @Parameter(property = "wascc.lambda.event")
    private @Nullable List<File> events;

    /** Where HTTP is served on 127.0.0.1; 0 for a free port. */
    @Parameter(property = "wascc.lambda.listen", defaultValue = "3000")
    private int listen;

    /** What a request becomes: v2, v1 or alb. */
    @Parameter(property = "wascc.lambda.shape", defaultValue = "v2")
    private String shape;

    /** The time limit in seconds. */
    @Parameter(property = "wascc.lambda.timeout", defaultValue = "3")
    private int timeout;

    /** The memory in MB. */
    @Parameter(property = "wascc.lambda.memory", defaultValue = "512")
    private int memory;

    /** Whether each event has a new environment. */
    @Parameter(property = "wascc.lambda.cold", defaultValue = "false")
    private boolean cold;

    /** Whether the package's own bootstrap is started as a process. */
    @Parameter(property = "wascc.lambda.bootstrap", defaultValue = "false")
    private boolean bootstrap;

    @Override
    void perform() throws MojoExecutionException, MojoFailureException {
        Shape chosen = Stream.of(Shape.values())
                .filter(known -> known.word().equals(shape))
                .findFirst()
                .orElseThrow(() -> new MojoFailureException("<shape> is v2, v1 or alb, and not " + shape));
        if (timeout < 1 || timeout > 900 || memory < 128 || memory > 10_240) {
            throw new MojoFailureException("<timeout> is 1 to 900 seconds, <memory> 128 to 10240 MB");
        }
        try (FunctionDirectory directory = FunctionDirectory.open(function.toPath());
                LocalFunction local = new LocalFunction(settings(directory))) {
            if (events == null || events.isEmpty()) {
                serve(local, chosen);
                return;
            }
            for (File event : events) {
                answer(local, event);
            }
        } catch (IOException e) {
            throw new MojoExecutionException("the function cannot be run: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LocalFunction.Settings settings(FunctionDirectory directory) {
        Map<String, String> variables = new HashMap<>(environment());
        variables.keySet().removeIf(name -> !name.startsWith("AWS_") && !name.equals("PATH"));
        return new LocalFunction.Settings(
                directory.path(),
                bootstrap,
                null,
                Duration.ofSeconds(timeout),
                memory,
                cold,
                variables,
                Clock.systemUTC(),
                getLog()::info);
    }

    private void answer(LocalFunction local, File event)
            throws IOException, InterruptedException, MojoFailureException {
        if (!event.isFile()) {
            throw new MojoFailureException("there is no event " + event);
        }
        Outcome outcome = local.invoke(Files.readAllBytes(event.toPath()));
        if (!outcome.answered()) {
            throw new MojoFailureException(event + " failed: " + outcome.text());
        }
        getLog().info(outcome.text());
    }

    private void serve(LocalFunction local, Shape chosen) throws IOException, InterruptedException {
        try (HttpFront front = HttpFront.start(local, chosen, listen, Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(new Thread(local::close, "wascc-stop"));
            getLog().info("Ctrl-C ends it.");
            getLog().info(chosen.word() + "  " + front.url());
            new CountDownLatch(1).await();
        }
    }
}
