import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time from the start of a function's process to its first answer, under Amazon's runtime interface emulator, which starts the process
 * when the first event comes: {@code ColdStart.java EMULATOR FUNCTION LIBRARIES EVENT ROUNDS JAVA_HOME...}. Ways to start take turns, so that
 * what else the machine does hits all of them. Then the warm time of an event, of the last process.
 */
public final class ColdStart {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private record Way(String name, List<String> command) {}

    public static void main(String[] arguments) throws Exception {
        Path emulator = Path.of(arguments[0]).toAbsolutePath();
        Path function = Path.of(arguments[1]).toAbsolutePath();
        Path libraries = Path.of(arguments[2]).toAbsolutePath();
        byte[] event = Files.readAllBytes(Path.of(arguments[3]));
        int rounds = Integer.parseInt(arguments[4]);
        Path work = Files.createTempDirectory("coldstart");
        List<Way> ways = new ArrayList<>();
        for (String home : Arrays.copyOfRange(arguments, 5, arguments.length)) {
            ways.addAll(ways(Path.of(home), function, libraries, event, work));
        }
        Map<String, List<Double>> times = new LinkedHashMap<>();
        Map<String, List<Double>> cpu = new LinkedHashMap<>();
        Map<String, List<Double>> warm = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Way way : ways) {
                measure(emulator, way, event, work, times, cpu, warm, round == rounds - 1);
            }
        }
        System.out.println("| way | min ms | median ms | max ms | median ms of processor |");
        System.out.println("|---|---|---|---|---|");
        times.forEach((name, values) -> System.out.printf(
                "| %s | %.0f | %.0f | %.0f | %.0f |%n",
                name, at(values, 0), at(values, 0.5), at(values, 1), at(cpu.get(name), 0.5)));
        warm.forEach((name, values) ->
                System.out.printf("warm, %s: p50 %.2f ms, p99 %.2f ms%n", name, at(values, 0.5), at(values, 0.99)));
    }

    private static double at(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    private static List<Way> ways(Path home, Path function, Path libraries, byte[] event, Path work) throws Exception {
        String java = home.resolve("bin/java").toString();
        String version = version(java);
        int feature = Integer.parseInt(version);
        String path;
        try (Stream<Path> jars = Files.list(libraries)) {
            path = jars.sorted().map(Path::toString).collect(Collectors.joining(":"));
        }
        Path compiled = copy(function, work.resolve("compiled-" + version));
        try (Stream<Path> modules = Files.list(function).filter(file -> file.toString().endsWith(".wasm"))) {
            for (Path module : modules.toList()) {
                run(List.of(java, "-cp", path, "benchmarks/CompileAhead.java", module.toString(),
                        compiled.resolve(".wascc/code").toString()));
            }
        }
        List<String> small = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        List<String> end = List.of("-cp", path, "dev.wascc.lambda.Bootstrap");
        Path archive = work.resolve("cds-" + version + ".jsa");
        Path archiveCompiled = work.resolve("cds-compiled-" + version + ".jsa");
        train(join(List.of(java, "-XX:ArchiveClassesAtExit=" + archive), small, end), function, event);
        train(join(List.of(java, "-XX:ArchiveClassesAtExit=" + archiveCompiled), small, end), compiled, event);
        List<Way> ways = new ArrayList<>();
        ways.add(way("JDK " + version + ", plain", function, join(List.of(java), end)));
        ways.add(way("JDK " + version + ", C1 and serial GC", function, join(List.of(java), small, end)));
        ways.add(way("JDK " + version + ", and CDS", function,
                join(List.of(java, "-XX:SharedArchiveFile=" + archive), small, end)));
        ways.add(way("JDK " + version + ", and compiled code", compiled,
                join(List.of(java, "-XX:SharedArchiveFile=" + archiveCompiled), small, end)));
        if (feature >= 25) {
            Path cache = work.resolve("aot-" + version);
            train(join(List.of(java, "-XX:AOTCacheOutput=" + cache), small, end), compiled, event);
            ways.add(way("JDK " + version + ", AOT cache and compiled code", compiled,
                    join(List.of(java, "-XX:AOTCache=" + cache), small, end)));
        }
        return ways;
    }

    private static Way way(String name, Path function, List<String> command) throws Exception {
        Path bootstrap = Files.createTempFile("bootstrap", "");
        Files.writeString(bootstrap, "#!/bin/sh\nexport LAMBDA_TASK_ROOT='" + function + "'\nexec "
                + command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ")) + "\n");
        Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Way(name, List.of(bootstrap.toString()));
    }

    private static void measure(Path emulator, Way way, byte[] event, Path work, Map<String, List<Double>> times,
            Map<String, List<Double>> cpu, Map<String, List<Double>> warm, boolean last) throws Exception {
        int port = port();
        Process process = new ProcessBuilder(join(List.of(emulator.toString(), "--runtime-interface-emulator-address",
                "127.0.0.1:" + port, "--runtime-api-address", "127.0.0.1:" + port()), way.command()))
                .redirectErrorStream(true).redirectOutput(work.resolve("log").toFile()).start();
        try {
            while (!listens(port)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            times.computeIfAbsent(way.name(), none -> new ArrayList<>()).add(invoke(port, event));
            double used = process.descendants()
                    .mapToDouble(child -> child.info().totalCpuDuration().map(time -> time.toNanos() / 1e6).orElse(0.0))
                    .sum();
            cpu.computeIfAbsent(way.name(), none -> new ArrayList<>()).add(used);
            System.err.printf("%s: %.0f ms, %.0f ms of processor%n", way.name(),
                    times.get(way.name()).get(times.get(way.name()).size() - 1), used);
            for (int i = 0; last && i < 2000; i++) {
                double time = invoke(port, event);
                if (i >= 1000) {
                    warm.computeIfAbsent(way.name(), none -> new ArrayList<>()).add(time);
                }
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static double invoke(int port, byte[] event) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event)).build();
        long began = System.nanoTime();
        String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
        double time = (System.nanoTime() - began) / 1e6;
        if (!answer.contains("\"statusCode\":200")) {
            throw new IllegalStateException(answer);
        }
        return time;
    }

    /** One event, and then the end: archives are written when a process ends by itself. */
    private static void train(List<String> command, Path function, byte[] event) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean next = exchange.getRequestURI().getPath().endsWith("/next");
            boolean first = next && asked.incrementAndGet() == 1;
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "train");
            exchange.sendResponseHeaders(first ? 200 : next ? 500 : 202, first ? event.length : -1);
            if (first) {
                exchange.getResponseBody().write(event);
            }
            exchange.close();
        });
        api.start();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        builder.environment().put("LAMBDA_TASK_ROOT", function.toString());
        builder.start().waitFor();
        api.stop(0);
    }

    private static String version(String java) throws Exception {
        Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        return text.replaceAll("(?s).*version \"(\\d+).*", "$1");
    }

    private static void run(List<String> command) throws Exception {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    private static Path copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    @SafeVarargs
    private static List<String> join(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private static int port() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
