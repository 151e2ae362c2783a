package dev.wascc.maven;

import dev.wascc.nkeys.KeptKey;
import dev.wascc.nkeys.KeyAccess;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes a key, unless it is there already. The only goal that makes keys. */
@Mojo(name = "keygen", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the parameters
public final class KeygenMojo extends WasccMojo {
    private static final Object ONE_AT_A_TIME = new Object();

    /** account, module, service, operator, server, cluster or user. */
    @Parameter(property = "wascc.role", defaultValue = "account")
    private String role;

    /** The file; by default {@code USER_account.nk} in the key directory, or {@code GROUP.ARTIFACT_ROLE.nk} for other roles. */
    @Parameter(property = "wascc.keyFile")
    private @Nullable File keyFile;

    @Override
    void perform() throws MojoFailureException {
        KeyRole kind = KeyRole.named(role)
                .orElseThrow(() -> new MojoFailureException("there is no kind of key called " + role));
        String name = kind == KeyRole.ACCOUNT ? KeyDirectory.userName() : moduleName();
        Path file = keyFile == null ? keys().file(name, kind) : keyFile.toPath();
        try {
            synchronized (ONE_AT_A_TIME) {
                if (Files.exists(file)) {
                    KeptKey kept = KeptKey.look(
                            file, KeyAccess.of(environment(), System.in).allowingInsecure(allowInsecureKey));
                    getLog().info("Key " + kept.publicKey() + " is in " + file + " already");
                    return;
                }
                SigningKey key = SigningKey.generate(kind, new SecureRandom());
                KeyDirectory.create(file, key, false);
                getLog().info("Made key " + key.publicKey() + " in " + file + " (0600)");
            }
        } catch (KeyAccessException e) {
            throw new MojoFailureException(String.valueOf(e.getMessage()));
        }
    }
}
