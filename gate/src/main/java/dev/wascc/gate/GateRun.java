package dev.wascc.gate;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.ClaimsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Judges many files, on all processors; what is said of them keeps their order. */
public final class GateRun {
    private final Gate gate;
    private final Clock clock;

    public GateRun(Gate gate, Clock clock) {
        this.gate = gate;
        this.clock = clock;
    }

    /** Judges each, and what was given beside them; never throws for what is wrong with one of them. */
    public GateReport of(List<ModuleSource> sources) {
        return of(sources, () -> {});
    }

    /** The same; {@code each} is run after each, by any thread. */
    public GateReport of(List<ModuleSource> sources, Runnable each) {
        Set<String> judged = ConcurrentHashMap.newKeySet();
        List<CheckedFile> files = new ArrayList<>((sources.size() > 1 ? sources.parallelStream() : sources.stream())
                .map(source -> {
                    CheckedFile file = check(source, judged);
                    each.run();
                    return file;
                })
                .toList());
        gate.strayAttestations(judged)
                .forEach((file, finding) -> files.add(CheckedFile.refused(file, 0, List.of(finding))));
        return new GateReport(files, gate.policy().map(Policy::file), gate.judgesIssuer(), clock.instant());
    }

    private CheckedFile check(ModuleSource source, Set<String> judged) {
        String name = source.name();
        try {
            Verdict verdict = gate.judge(module(source));
            verdict.sha256().ifPresent(judged::add);
            return CheckedFile.judged(name, verdict);
        } catch (ClaimsException e) {
            return CheckedFile.refused(name, size(source), e.findings());
        } catch (NoSuchFileException e) {
            String why = e.getReason() == null ? "there is no such file" : e.getReason();
            return CheckedFile.unread(name, why, CheckedFile.NOT_FOUND);
        } catch (AccessDeniedException e) {
            return CheckedFile.unread(name, "permission denied", CheckedFile.UNREADABLE);
        } catch (IOException e) {
            return CheckedFile.unread(name, "cannot be read: " + why(source, e), CheckedFile.UNREADABLE);
        }
    }

    private static ActorModule module(ModuleSource source) throws IOException, ClaimsException {
        try (InputStream in = source.open()) {
            return ActorModule.read(in);
        }
    }

    private static String why(ModuleSource source, IOException e) {
        return source.path().filter(Files::isDirectory).isPresent()
                ? "it is a directory"
                : String.valueOf(e.getMessage());
    }

    private static long size(ModuleSource source) {
        try {
            return source.path().isPresent() ? Files.size(source.path().get()) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
