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
    private static final Map<String, String> FRIENDLY = Map.of(
            "wascc:messaging", "Messaging",
            "wascc:keyvalue", "K/V Store",
            "wascc:http_server", "HTTP Server",
            "wascc:http_client", "HTTP Client",
            "wascc:blobstore", "Blob Store",
            "wascc:eventstreams", "Event Streams",
            "wascc:extras", "Extras",
            "wascc:logging", "Logging");

    private final List<String> lines = new ArrayList<>();

    private ClaimsTable() {}

    static List<String> of(Claims<?> claims, Instant now) {
        ClaimsTable table = new ClaimsTable();
        table.rule('╔', '═', '╗');
        String name =
                claims.metadata() instanceof Metadata.Actor actor && actor.name() != null ? actor.name() : "(no name)";
        table.centred(name + " - " + label(claims.subject()));
        table.rule('╠', '═', '╣');
        table.row(label(claims.issuer().text()), claims.issuer().text());
        table.row(label(claims.subject()), claims.subject());
        table.row("Expires", span(claims.expires(), now, "never"));
        table.row("Can Be Used", span(claims.notBefore(), now, "immediately"));
        if (claims.metadata() instanceof Metadata.Actor actor) {
            table.actor(actor);
        }
        table.rule('╚', '═', '╝');
        return table.lines;
    }

    private void actor(Metadata.Actor actor) {
        Integer revision = actor.revision();
        row(
                "Version",
                (actor.version() == null ? "None" : actor.version()) + " (" + (revision == null ? 0 : revision) + ")");
        row("Call Alias", actor.callAlias() == null ? "(Not set)" : actor.callAlias());
        rule('╟', '─', '╢');
        centred(actor.provider() ? "Capability Provider" : "Capabilities");
        rule('╟', '─', '╢');
        for (String capability : actor.granted()) {
            line(" " + FRIENDLY.getOrDefault(capability, capability)
                    + (FRIENDLY.containsKey(capability) ? "  (" + capability + ")" : ""));
        }
        rule('╟', '─', '╢');
        centred("Tags");
        rule('╟', '─', '╢');
        line(" " + (actor.tagged().isEmpty() ? "None" : String.join(",", actor.tagged())));
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
