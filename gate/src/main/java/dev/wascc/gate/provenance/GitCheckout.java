package dev.wascc.gate.provenance;

import dev.wascc.gate.provenance.SourceTree.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a checkout says of itself. Commit and address are read from its files (gitrepository-layout(5)), without running git; whether
 * files were changed only git can say, and gets ten seconds for it.
 */
public final class GitCheckout {
    private static final long SECONDS = 10;
    private static final int MAX_FILE = 4 << 20;

    private final Path root;
    private final Path directory;
    private final Path shared;

    private GitCheckout(Path root, Path directory, Path shared) {
        this.root = root;
        this.directory = directory;
        this.shared = shared;
    }

    /** The source that {@code inside} is in; {@link SourceTree#UNKNOWN} where that is no checkout. */
    public static SourceTree read(Path inside) {
        return at(inside).map(GitCheckout::source).orElse(SourceTree.UNKNOWN);
    }

    private static Optional<GitCheckout> at(Path inside) {
        for (Path root = inside.toAbsolutePath().normalize(); root != null; root = root.getParent()) {
            Path git = root.resolve(".git");
            try {
                Path directory = Files.isRegularFile(git) ? linked(root, git) : git;
                if (directory != null && Files.isRegularFile(directory.resolve("HEAD"))) {
                    String common = text(directory.resolve("commondir")).strip();
                    return Optional.of(new GitCheckout(
                            root,
                            directory,
                            common.isEmpty()
                                    ? directory
                                    : directory.resolve(common).normalize()));
                }
            } catch (IOException | InvalidPathException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** A worktree or submodule has a file in place of the directory. */
    private static @Nullable Path linked(Path root, Path file) throws IOException {
        String line = text(file).strip();
        return line.startsWith("gitdir: ")
                ? root.resolve(line.substring("gitdir: ".length())).normalize()
                : null;
    }

    private SourceTree source() {
        try {
            String head = text(directory.resolve("HEAD")).strip();
            String commit = head.startsWith("ref: ") ? commit(head.substring("ref: ".length())) : head;
            boolean known = SourceTree.isCommit(commit);
            return new SourceTree(address(), known ? commit : null, known ? state() : State.UNKNOWN);
        } catch (IOException | InvalidPathException e) {
            return SourceTree.UNKNOWN;
        }
    }

    private String commit(String reference) throws IOException {
        String loose = text(shared.resolve(reference)).strip();
        if (!loose.isEmpty()) {
            return loose;
        }
        return text(shared.resolve("packed-refs"))
                .lines()
                .filter(line -> line.endsWith(" " + reference))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElse("");
    }

    private @Nullable String address() throws IOException {
        boolean origin = false;
        for (String line :
                text(shared.resolve("config")).lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                origin = line.equals("[remote \"origin\"]");
            } else if (origin && line.matches("url\\s*=.*")) {
                String url = line.substring(line.indexOf('=') + 1).strip();
                return SourceTree.isAddress(url) ? SourceTree.withoutSecrets(url) : null;
            }
        }
        return null;
    }

    /** Untracked files do not count, as for {@code git describe --dirty}: a build makes some. */
    private State state() {
        ProcessBuilder command = new ProcessBuilder(List.of(
                        "git", "-c", "core.fsmonitor=false", "--no-optional-locks", "status", "--porcelain", "-uno"))
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        Process git;
        try {
            git = command.start();
        } catch (IOException e) {
            return State.UNKNOWN;
        }
        try {
            int first = CompletableFuture.supplyAsync(() -> firstByte(git)).get(SECONDS, TimeUnit.SECONDS);
            if (first >= 0) {
                return State.MODIFIED;
            }
            return git.waitFor(SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0 ? State.CLEAN : State.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return State.UNKNOWN;
        } catch (ExecutionException | TimeoutException e) {
            return State.UNKNOWN;
        } finally {
            git.destroyForcibly();
        }
    }

    private static int firstByte(Process git) {
        try {
            return git.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    /** Empty where there is none. */
    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_FILE), StandardCharsets.UTF_8);
        }
    }
}
