import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.gate.Gate;
import dev.wascc.gate.GateReport;
import dev.wascc.gate.GateRun;
import dev.wascc.gate.ModuleFiles;
import dev.wascc.gate.ModuleSource;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Verifying many modules, beside what no verifier can do without: SHA-256 of the same bytes by the JDK, and one Ed25519 check for each
 * token by Bouncy Castle, on as many processors. In turn within one process, after five rounds that do not count:
 * {@code java -cp wascc-cli/target/wascc.jar benchmarks/Verify.java [ROUNDS [MODULES [BYTES]]]}. With {@code make DIR} it writes the modules and
 * prints their issuer; with {@code floor DIR} it does once what no verifier can do without. {@code verify.sh} runs it all.
 */
final class Verify {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey ISSUER = SigningKey.generate(KeyRole.ACCOUNT, RANDOM);

    public static void main(String[] args) throws Exception {
        if (args.length == 2 && args[0].equals("floor")) {
            try (var files = Files.list(Path.of(args[1]))) {
                List<Path> all = files.toList();
                all.parallelStream().map(Verify::read).map(Verify::parts).forEach(Parts::check);
            }
            return;
        }
        boolean make = args.length == 2 && args[0].equals("make");
        int rounds = !make && args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int count = !make && args.length > 1 ? Integer.parseInt(args[1]) : 1000;
        int size = !make && args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
        Path directory = make ? Files.createDirectories(Path.of(args[1])) : Files.createTempDirectory("wascc-verify");
        for (int i = 0; i < count; i++) {
            Files.write(directory.resolve("m%04d.wasm".formatted(i)), module(i, size));
        }
        if (make) {
            System.out.println(ISSUER.publicKey());
            return;
        }
        measure(directory, rounds, count, size);
    }

    private static void measure(Path directory, int rounds, int count, int size) throws Exception {
        List<ModuleSource> sources = ModuleFiles.named(List.of(directory.toString()), InputStream.nullInputStream());
        List<Path> files = sources.stream().map(source -> source.path().orElseThrow()).toList();
        List<byte[]> bytes = files.stream().map(Verify::read).toList();
        List<Parts> parts = bytes.stream().map(Verify::parts).toList();
        Clock clock = Clock.systemUTC();
        Gate gate = Gate.trusting(TrustPolicy.trusting(Set.of(ISSUER.publicKey())), clock);
        List<Callable<Boolean>> tasks = List.of(
                () -> parts.parallelStream().allMatch(Parts::check),
                () -> bytes.parallelStream().noneMatch(module -> gate.judge(of(module)).refused()),
                () -> files.parallelStream().map(Verify::read).map(Verify::parts).allMatch(Parts::check),
                () -> {
                    GateReport report = new GateRun(gate, clock).of(sources);
                    return report.failed() == 0 && report.files().size() == count;
                });
        List<String> names = List.of(
                "SHA-256 and Ed25519 alone, bytes in memory",
                "verified, bytes in memory",
                "SHA-256 and Ed25519 alone, bytes from files",
                "verified, bytes from files (wascc verify DIR after start-up)");
        double[][] millis = new double[tasks.size()][rounds];
        for (int round = -5; round < rounds; round++) {
            for (int task = 0; task < tasks.size(); task++) {
                long start = System.nanoTime();
                if (!tasks.get(task).call()) {
                    throw new IllegalStateException(names.get(task) + ": refused what is in order");
                }
                if (round >= 0) {
                    millis[task][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        System.out.printf("%d modules of %d bytes, %d processors, Java %s%n", count, size, Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        System.out.printf("%8s %8s %8s %7s%n", "min", "median", "max", "ratio");
        for (int task = 0; task < tasks.size(); task++) {
            double[] sorted = millis[task].clone();
            Arrays.sort(sorted);
            double[] floor = millis[task / 2 * 2].clone();
            Arrays.sort(floor);
            System.out.printf(Locale.ROOT, "%8.0f %8.0f %8.0f %7.2f  %s%n", sorted[0], sorted[rounds / 2], sorted[rounds - 1], sorted[rounds / 2] / floor[rounds / 2], names.get(task));
        }
    }

    /** What is hashed and what is signed, cut out of a module whose token is its last section. */
    private record Parts(byte[] module, int end, byte[] message, byte[] signature, byte[] key) {
        boolean check() {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(module, 0, end);
                return digest.digest().length == 32
                        && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
            } catch (java.security.NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static Parts parts(byte[] module) {
        int at = module.length - 1;
        while (module[at] != 't' || module[at - 1] != 'w' || module[at - 2] != 'j' || module[at - 3] != 3) {
            at--;
        }
        String token = new String(module, at + 1, module.length - at - 1, StandardCharsets.US_ASCII);
        int dot = token.lastIndexOf('.');
        String claims = new String(Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, dot)), StandardCharsets.UTF_8);
        int iss = claims.indexOf("\"iss\":\"") + 7;
        return new Parts(
                module,
                at - 6,
                token.substring(0, dot).getBytes(StandardCharsets.US_ASCII),
                Base64.getUrlDecoder().decode(token.substring(dot + 1)),
                raw(claims.substring(iss, iss + 56)));
    }

    /** The 32 bytes of a key: base32 of a prefix, the key and a checksum. */
    private static byte[] raw(String text) {
        byte[] bytes = new byte[35];
        long held = 0;
        int bits = 0;
        int at = 0;
        for (char c : text.toCharArray()) {
            held = held << 5 | (c >= 'A' ? c - 'A' : c - '2' + 26);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
            }
        }
        return Arrays.copyOfRange(bytes, 1, 33);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ActorModule of(byte[] bytes) {
        try {
            return ActorModule.of(bytes);
        } catch (dev.wascc.claims.ClaimsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A module with a token, and a data section of random bytes that makes up its size. */
    private static byte[] module(int number, int size) throws Exception {
        byte[] noise = new byte[size - 600];
        new Random(number).nextBytes(noise);
        byte[] head = {0, 'a', 's', 'm', 1, 0, 0, 0, 0, (byte) (noise.length + 6 & 0x7f | 0x80), (byte) (noise.length + 6 >> 7 & 0x7f | 0x80),
            (byte) (noise.length + 6 >> 14), 5, 'n', 'o', 'i', 's', 'e'};
        byte[] unsigned = Arrays.copyOf(head, head.length + noise.length);
        System.arraycopy(noise, 0, unsigned, head.length, noise.length);
        String subject = SigningKey.generate(KeyRole.MODULE, RANDOM).publicKey().text();
        Metadata.Actor actor = new Metadata.Actor("bench " + number, "", new ArrayList<>(), List.of("wascc:http_server"), 1, "1.0.0", null, false);
        return new Signer(ISSUER)
                .sign(ActorModule.of(unsigned), Claims.of("bench", ISSUER.publicKey(), subject, Instant.now().minusSeconds(60), actor))
                .bytes();
    }
}
