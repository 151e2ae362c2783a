package dev.wascc.cli;

import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.provider.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The box in which wascap and wash show claims. */
final class ClaimsTable {
    private static final int LABEL = 13;
    private static final int VALUE = 60;
    private static final Map<String, String> FRIENDLY = Map.ofEntries(
            Map.entry("wascc:messaging", "Messaging"),
            Map.entry("wascc:keyvalue", "K/V Store"),
            Map.entry("wascc:http_server", "HTTP Server"),
            Map.entry("wascc:http_client", "HTTP Client"),
            Map.entry("wascc:blobstore", "Blob Store"),
            Map.entry("wascc:eventstreams", "Event Streams"),
            Map.entry("wascc:extras", "Extras"),
            Map.entry("wascc:logging", "Logging"),
            Map.entry("wasmcloud:messaging", "Messaging"),
            Map.entry("wasmcloud:keyvalue", "K/V Store"),
            Map.entry("wasmcloud:httpserver", "HTTP Server"),
            Map.entry("wasmcloud:httpclient", "HTTP Client"),
            Map.entry("wasmcloud:blobstore", "Blob Store"),
            Map.entry("wasmcloud:eventstreams", "Event Streams"),
            Map.entry("wasmcloud:extras", "Extras"),
            Map.entry("wasmcloud:logging", "Logging"),
            Map.entry("wasmcloud:builtin:numbergen", "Number Generation"),
            Map.entry("wasmcloud:builtin:logging", "Logging"));

    private final List<String> lines = new ArrayList<>();

    private ClaimsTable() {}

    static List<String> of(Claims<?> claims, Instant now) {
        ClaimsTable table = new ClaimsTable();
        table.rule('╔', '═', '╗');
        String name = Described.name(claims.metadata());
        table.centred((name == null ? "(no name)" : name) + " - " + label(claims.subject()));
        table.rule('╠', '═', '╣');
        table.row(label(claims.issuer().text()), claims.issuer().text());
        table.row(label(claims.subject()), claims.subject());
        table.row("Expires", span(claims.expires(), now, "never"));
        table.row("Can Be Used", span(claims.notBefore(), now, "immediately"));
        if (claims.metadata() instanceof Metadata.Actor actor) {
            table.actor(actor);
        } else if (claims.metadata() instanceof Metadata.Provider provider) {
            table.provider(provider);
        } else {
            table.section("Valid Signers", Described.signers(claims.metadata()));
        }
        table.rule('╚', '═', '╝');
        return table.lines;
    }

    private void actor(Metadata.Actor actor) {
        version(actor.version(), actor.revision());
        row("Call Alias", actor.callAlias() == null ? "(Not set)" : actor.callAlias());
        section(
                actor.provider() ? "Capability Provider" : "Capabilities",
                actor.granted().stream().map(ClaimsTable::friendly).toList());
        section("Tags", actor.tagged().isEmpty() ? List.of() : List.of(String.join(",", actor.tagged())));
    }

    private void provider(Metadata.Provider provider) {
        version(provider.version(), provider.revision());
        row("Vendor", provider.vendor());
        String capability = provider.capability();
        section("Capability Provider", capability == null ? List.of() : List.of(friendly(capability)));
        section("Targets", List.copyOf(provider.targetHashes().keySet()));
    }

    private void version(@Nullable String version, @Nullable Integer revision) {
        row("Version", (version == null ? "None" : version) + " (" + (revision == null ? 0 : revision) + ")");
    }

    private void section(String title, List<String> entries) {
        rule('╟', '─', '╢');
        centred(title);
        rule('╟', '─', '╢');
        (entries.isEmpty() ? List.of("None") : entries).forEach(entry -> line(" " + entry));
    }

    private static String friendly(String capability) {
        String name = FRIENDLY.get(capability);
        return name == null ? capability : name + "  (" + capability + ")";
    }

    private void rule(char left, char middle, char right) {
        lines.add(left + String.valueOf(middle).repeat(LABEL + VALUE + 1) + right);
    }

    private void row(String label, String value) {
        line(" " + label + " ".repeat(Math.max(1, LABEL - label.length())) + value);
    }

    private void centred(String text) {
        String shown = OneLine.of(text);
        line(" ".repeat(Math.max(1, (LABEL + VALUE + 1 - shown.length()) / 2)) + shown);
    }

    private void line(String text) {
        String shown = OneLine.of(text);
        lines.add("║" + shown + " ".repeat(Math.max(0, LABEL + VALUE + 1 - shown.length())) + "║");
    }

    private static String label(String key) {
        return switch (key.isEmpty() ? ' ' : key.charAt(0)) {
            case 'A' -> "Account";
            case 'M' -> "Module";
            case 'O' -> "Operator";
            case 'N' -> "Host";
            case 'V' -> "Provider";
            case 'C' -> "Cluster";
            case 'U' -> "User";
            default -> "<Unknown>";
        };
    }

    private static String span(@Nullable Instant instant, Instant now, String none) {
        if (instant == null) {
            return none;
        }
        Duration distance = Duration.between(now, instant).abs();
        String amount = distance.toDays() > 0
                ? distance.toDays() + " days"
                : distance.toHours() > 0
                        ? distance.toHours() + " hours"
                        : distance.toMinutes() > 0
                                ? distance.toMinutes() + " minutes"
                                : distance.toSeconds() + " seconds";
        return (instant.isBefore(now) ? amount + " ago" : "in " + amount) + "  (" + instant + ")";
    }
}
