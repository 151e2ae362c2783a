package dev.wascc.provider.contract;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real server for a test: on 127.0.0.1 and a free port, with its files in a directory of the test, and gone with it. */
public final class ServerProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<String> command;
    private final Path directory;
    private final int port;
    private @Nullable Process process;

    private ServerProcess(List<String> command, Path directory, int port) {
        this.command = command;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts a program that is on the PATH, and waits until it takes connections. Where it is absent the test is skipped, and fails
     * where the environment has {@code CI=true}.
     *
     * @param arguments for a port, the program's name first
     */
    public static ServerProcess start(Path directory, IntFunction<List<String>> arguments) {
        String program = arguments.apply(0).get(0);
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        boolean there = Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI needs the program " + program);
        }
        Assumptions.assumeTrue(there, "skipped: there is no program " + program + " on the PATH");
        int port = freePort();
        ServerProcess server = new ServerProcess(arguments.apply(port), directory, port);
        server.start();
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** Starts it, again after {@link #kill}, on the same port and files; answers when it takes connections. */
    public void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("server.log").toFile()));
            Map<String, String> environment = builder.environment();
            environment.merge("PATH", "/usr/sbin", (before, more) -> before + File.pathSeparator + more);
            Process started = builder.start();
            process = started;
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (!listens()) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(command + " does not come up; see " + directory.resolve("server.log"));
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it at once, as kill -9 does. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}
