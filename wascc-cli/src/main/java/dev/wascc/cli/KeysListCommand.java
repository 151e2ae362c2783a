package dev.wascc.cli;

import dev.wascc.nkeys.KeptKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Lists keys. */
@CommandLine.Command(name = "list", description = "List the keys in the key directories, with their public keys.")
final class KeysListCommand extends Command {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The key directory; default $WASCC_KEYS, else ~/.wascc/keys, and those of wash.")
    @Nullable
    Path directory;

    @Override
    public Integer call() throws IOException {
        KeyDirectory keys = KeyDirectory.of(directory, surroundings.environment());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Path file : keys.list()) {
            rows.add(row(file));
        }
        if (json()) {
            Map<String, @Nullable Object> object = Json.object();
            object.put("keys", rows);
            print(Json.write(object));
        } else if (rows.isEmpty()) {
            say("no keys in " + keys.path() + "; make one with: wascc keys gen account");
        }
        return ExitCode.OK;
    }

    private Map<String, @Nullable Object> row(Path file) {
        KeptKey key = null;
        String problem = null;
        try {
            KeyAccess access = KeyAccess.of(Map.of(), InputStream.nullInputStream());
            key = KeptKey.look(file, access.allowingInsecure(true));
            KeptKey.look(file, access);
        } catch (KeyAccessException e) {
            problem = e.getMessage();
        }
        boolean encrypted = key != null && key.encrypted();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("file", file.toString());
        row.put("role", key == null ? null : key.publicKey().role().word());
        row.put("public_key", key == null ? null : key.publicKey().text());
        row.put("encrypted", encrypted);
        row.put("problem", problem);
        if (!json()) {
            print((key == null ? "(no key)" : key.publicKey()) + "  " + OneLine.of(file.toString())
                    + (encrypted ? "  (encrypted)" : ""));
            if (problem != null) {
                say("warning: " + problem);
            }
        }
        return row;
    }
}
