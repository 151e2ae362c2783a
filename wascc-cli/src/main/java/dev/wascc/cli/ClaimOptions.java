package dev.wascc.cli;

import dev.wascc.claims.CallAlias;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.TokenId;
import dev.wascc.nkeys.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is claimed. */
final class ClaimOptions {
    private static final long SECONDS_A_DAY = 86_400;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "A name for people; default the file's.")
    @Nullable
    String name;

    @Option(
            names = {"-c", "--cap"},
            paramLabel = "ID",
            description = "A capability that may be used; repeat it for more.")
    List<String> capabilities = new ArrayList<>();

    @Option(
            names = {"-k", "--keyvalue"},
            description = "wascc:keyvalue")
    boolean keyvalue;

    @Option(
            names = {"-g", "--messaging", "--msg"},
            description = "wascc:messaging")
    boolean messaging;

    @Option(names = "--http-client", description = "wascc:http_client")
    boolean httpClient;

    @Option(names = "--http-server", description = "wascc:http_server")
    boolean httpServer;

    @Option(
            names = {"-f", "--blob-store"},
            description = "wascc:blobstore")
    boolean blobStore;

    @Option(
            names = {"-l", "--logging"},
            description = "wascc:logging")
    boolean logging;

    @Option(
            names = {"-z", "--extras"},
            description = "wascc:extras")
    boolean extras;

    @Option(
            names = {"--events"},
            description = "wascc:eventstreams")
    boolean events;

    @Option(
            names = {"--http_client"},
            hidden = true)
    void oldHttpClient(boolean set) {
        httpClient |= set;
    }

    @Option(
            names = {"--http_server"},
            hidden = true)
    void oldHttpServer(boolean set) {
        httpServer |= set;
    }

    @Option(
            names = {"--blob_store", "--blobstore"},
            hidden = true)
    void oldBlobStore(boolean set) {
        blobStore |= set;
    }

    @Option(
            names = {"--eventstreams"},
            hidden = true)
    void oldEvents(boolean set) {
        events |= set;
    }

    @Option(
            names = {"-t", "--tag"},
            paramLabel = "TAG",
            description = "A tag; repeat it for more.")
    List<String> tags = new ArrayList<>();

    @Option(
            names = {"-r", "--rev"},
            paramLabel = "N",
            description = "A number that grows with each release.")
    @Nullable
    Integer revision;

    @Option(names = "--ver", paramLabel = "TEXT", description = "A version for people.")
    @Nullable
    String version;

    @Option(
            names = {"-a", "--call-alias"},
            paramLabel = "ALIAS",
            description = "A name other actors may call it by: a-z 0-9 _ /")
    @Nullable
    String callAlias;

    @Option(
            names = {"-p", "--prov"},
            description = "The module is a capability provider.")
    boolean provider;

    @Option(
            names = {"-x", "--expires"},
            paramLabel = "DAYS",
            description = "Days from now to the expiry; default never.")
    @Nullable
    Long expires;

    @Option(
            names = {"-b", "--not-before", "--nbf"},
            paramLabel = "DAYS",
            description = "Days from now to the first valid moment; default at once.")
    @Nullable
    Long notBefore;

    @Option(
            names = "--iat",
            paramLabel = "SECONDS",
            description = "The time of issue; default $SOURCE_DATE_EPOCH, else now.")
    @Nullable
    Long issuedAt;

    @Option(
            names = "--jti",
            paramLabel = "ID",
            description =
                    "The token's id; default random, or made from the claims where --iat or $SOURCE_DATE_EPOCH is set.")
    @Nullable
    String id;

    /** Capabilities in the order that wascap writes them, whatever the order of the options. */
    List<String> capabilities() {
        Set<String> all = new LinkedHashSet<>();
        add(all, keyvalue, "wascc:keyvalue");
        add(all, messaging, "wascc:messaging");
        add(all, httpClient, "wascc:http_client");
        add(all, httpServer, "wascc:http_server");
        add(all, blobStore, "wascc:blobstore");
        add(all, logging, "wascc:logging");
        add(all, extras, "wascc:extras");
        add(all, events, "wascc:eventstreams");
        all.addAll(capabilities);
        return List.copyOf(all);
    }

    private static void add(Set<String> all, boolean wanted, String capability) {
        if (wanted) {
            all.add(capability);
        }
    }

    Metadata.Actor actor(Command command, @Nullable String defaultName) {
        List<String> granted = capabilities();
        if (provider && granted.size() > 1) {
            throw command.usage("a capability provider provides one capability, not " + granted.size());
        }
        if (callAlias != null && !CallAlias.valid(callAlias)) {
            throw command.usage("--call-alias has other characters than a-z, 0-9, _ and /");
        }
        String called = name == null ? defaultName : name;
        return new Metadata.Actor(called, "", tags, granted, revision, version, callAlias, provider);
    }

    /** The claims of one subject. */
    <M extends Metadata> Claims<M> claims(Command command, PublicKey issuer, PublicKey subject, M metadata) {
        String epoch = command.surroundings.environment().get("SOURCE_DATE_EPOCH");
        boolean fixed = issuedAt != null || epoch != null && !epoch.isBlank();
        Instant now = issuedAt != null
                ? seconds(command, "--iat", issuedAt)
                : fixed ? epoch(command, epoch) : command.surroundings.clock().instant();
        Instant from = after(command, "--not-before", notBefore, now);
        Instant until = after(command, "--expires", expires, now);
        String jti = id != null
                ? id
                : fixed
                        ? TokenId.derived(
                                issuer.text(),
                                subject.text(),
                                metadata.toString(),
                                now.toString(),
                                String.valueOf(from),
                                String.valueOf(until))
                        : TokenId.generate(new SecureRandom());
        return Claims.of(jti, issuer, subject.text(), Instant.ofEpochSecond(now.getEpochSecond()), metadata)
                .within(from, until);
    }

    private static Instant epoch(Command command, @Nullable String text) {
        try {
            return seconds(
                    command,
                    "SOURCE_DATE_EPOCH",
                    Long.parseLong(String.valueOf(text).strip()));
        } catch (NumberFormatException e) {
            throw command.usage("SOURCE_DATE_EPOCH is not a number of seconds");
        }
    }

    private static Instant seconds(Command command, String what, long seconds) {
        if (seconds < 0 || seconds > 1L << 53) {
            throw command.usage(what + " is a number of seconds from 0 to 2^53");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static @Nullable Instant after(Command command, String option, @Nullable Long days, Instant now) {
        if (days == null) {
            return null;
        }
        if (days < 0 || days > (1L << 53) / SECONDS_A_DAY - now.getEpochSecond() / SECONDS_A_DAY) {
            throw command.usage(option + " is a number of days from 0 on, and not beyond the end of time");
        }
        return Instant.ofEpochSecond(now.getEpochSecond() + days * SECONDS_A_DAY);
    }
}
