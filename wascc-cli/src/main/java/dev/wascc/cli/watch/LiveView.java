package dev.wascc.cli.watch;

import dev.wascc.host.Host;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows a host on a terminal, and renews what it shows each second. */
public final class LiveView implements AutoCloseable {
    private final Screen screen;
    private final CallStatistics statistics;
    private final Host host;
    private final Clock clock;
    private final String admin;
    private final Map<String, String> environment;
    private final Instant start;
    private final ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "wascc-view");
        thread.setDaemon(true);
        return thread;
    });

    /** @param admin address of the admin port, empty where there is none */
    public LiveView(
            Screen screen,
            CallStatistics statistics,
            Host host,
            Clock clock,
            String admin,
            Map<String, String> environment) {
        this.screen = screen;
        this.statistics = statistics;
        this.host = host;
        this.clock = clock;
        this.admin = admin;
        this.environment = environment;
        this.start = clock.instant();
    }

    /** Whether the terminal does what is written to it; on Windows, those do that say so. */
    public static boolean possible(Map<String, String> environment, String system) {
        boolean windows = system.startsWith("Windows");
        return !windows
                || environment.containsKey("WT_SESSION")
                || environment.containsKey("TERM")
                || "ON".equals(environment.get("ConEmuANSI"));
    }

    public void start() {
        seconds.scheduleAtFixedRate(this::show, 0, 1, TimeUnit.SECONDS);
    }

    private void show() {
        TerminalSize size = TerminalSize.now(environment);
        Frame frame = new Frame(
                host.inventory(),
                host.endpoints(),
                statistics.turn(),
                statistics.lastDenial(),
                Duration.between(start, clock.instant()),
                admin,
                ZoneId.systemDefault());
        // The last column stays free: what is cleared behind a full line is its last letter.
        screen.frame(frame.lines(size.columns() - 1, size.rows()), size.columns());
    }

    @Override
    public void close() {
        seconds.shutdownNow();
        screen.close();
    }
}
