package dev.wascc.cli;

import dev.wascc.cli.watch.CallStatistics;
import dev.wascc.cli.watch.LiveView;
import dev.wascc.cli.watch.Screen;
import dev.wascc.host.Host;
import dev.wascc.host.HostBuilder;
import dev.wascc.observability.AdminServer;
import dev.wascc.observability.CallMetrics;
import dev.wascc.observability.CallSpans;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How {@code run} is seen into while it serves, and how it ends. */
final class ServeOptions {
    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description =
                    "Answer /livez, /readyz, /metrics and /inventory there, on this machine alone: 127.0.0.1:9898.")
    @Nullable
    String admin;

    @Option(
            names = "--grace",
            defaultValue = "10s",
            paramLabel = "TIME",
            converter = Time.class,
            description = "How long open calls may take when it is stopped (500ms, 10s, 1m); default ${DEFAULT-VALUE}.")
    Duration grace = Duration.ofSeconds(10);

    @Option(names = "--exit-zero-on-term", description = "End with 0 instead of 143 after SIGTERM.")
    boolean exitZero;

    @Option(
            names = "--plain",
            description = "Print lines instead of a view that is renewed; so it is without a terminal.")
    boolean plain;

    @Option(
            names = "--otel",
            description =
                    "Make OpenTelemetry spans of calls, for the OpenTelemetry agent that the JVM was started with.")
    boolean openTelemetry;

    private @Nullable AdminServer server;
    private @Nullable CallMetrics metrics;
    private @Nullable CallStatistics statistics;
    private @Nullable Screen screen;
    private @Nullable LiveView view;

    /** Answers probes from now on; before the host is built. */
    void begin(Command command) throws IOException {
        Main.Surroundings surroundings = command.surroundings;
        if (exitZero && !TermSignal.exitsWith(ExitCode.OK)) {
            throw command.usage("--exit-zero-on-term: this system has no SIGTERM that can be handled");
        }
        if (admin != null) {
            metrics = new CallMetrics();
            try {
                server = AdminServer.start(admin, metrics);
            } catch (IllegalArgumentException e) {
                throw command.usage("--admin: " + e.getMessage());
            }
            command.say("admin     " + server.url() + "  /livez /readyz /metrics /inventory");
        }
        boolean shown = surroundings.colours()
                && !command.quiet
                && !plain
                && !command.json()
                && LiveView.possible(surroundings.environment(), System.getProperty("os.name", ""));
        if (shown) {
            screen = new Screen(surroundings.err());
            statistics = new CallStatistics(surroundings.clock());
        }
    }

    void observe(HostBuilder settings) {
        if (metrics != null) {
            settings.observer(metrics);
        }
        if (statistics != null) {
            settings.observer(statistics);
        }
        if (openTelemetry) {
            settings.observer(new CallSpans(GlobalOpenTelemetry.get()));
        }
    }

    /** Whether a view shows what else were said at the beginning. */
    boolean viewed() {
        return screen != null;
    }

    /** Lines on standard error; above the view, if there is one. */
    void lines(Command command, List<String> lines) {
        Screen shown = screen;
        if (shown == null) {
            lines.forEach(command::complain);
        } else {
            shown.lines(lines);
        }
    }

    /** The host is up. */
    void serve(Command command, Host host) {
        if (server != null) {
            server.serve(host);
        }
        if (screen != null && statistics != null) {
            Main.Surroundings surroundings = command.surroundings;
            view = new LiveView(
                    screen,
                    statistics,
                    host,
                    surroundings.clock(),
                    server == null ? "" : server.url(),
                    surroundings.environment());
            view.start();
        }
    }

    /** Lets open calls end, while the admin port says that the host stops. */
    void stop(Host host) {
        if (view != null) {
            view.close();
        }
        host.close(grace);
        end();
    }

    void end() {
        if (view != null) {
            view.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** {@code 500ms}, {@code 10s}, {@code 1m}; a number alone is seconds. */
    static final class Time implements ITypeConverter<Duration> {
        private static final long MOST_SECONDS = 3600;

        @Override
        public Duration convert(String text) {
            String number = text.replaceFirst("(ms|s|m)$", "");
            if (!number.matches("\\d{1,7}")) {
                throw new TypeConversionException("a time is 500ms, 10s or 1m");
            }
            long amount = Long.parseLong(number);
            String unit = text.substring(number.length());
            Duration time = unit.equals("ms")
                    ? Duration.ofMillis(amount)
                    : unit.equals("m") ? Duration.ofMinutes(amount) : Duration.ofSeconds(amount);
            if (time.toSeconds() > MOST_SECONDS) {
                throw new TypeConversionException("it is an hour at most");
            }
            return time;
        }
    }
}
