package dev.wascc.cli.watch;

import dev.wascc.cli.watch.Meter.Reading;
import dev.wascc.host.Entity;
import dev.wascc.host.Host;
import dev.wascc.host.Inventory;
import dev.wascc.provider.Binding;
import dev.wascc.provider.OneLine;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One picture of a host, as lines.
 *
 * @param readings by actor and capability
 * @param admin address of the admin port, empty where there is none
 */
record Frame(
        Inventory inventory,
        List<Host.Endpoint> endpoints,
        Map<Entity, Reading> readings,
        Optional<Denial> denial,
        Duration up,
        String admin,
        ZoneId zone) {
    private static final int WIDE = 100;
    private static final int MIDDLE = 72;
    private static final String BUILT_IN = "wascc:extras";
    private static final String ACTOR = "ACTOR";
    private static final String PROVIDER = "PROVIDER";
    private static final String MORE = "… and ";
    /** Head, two heads of tables, two empty lines, two lines of the last denial, and one more below. */
    private static final int OTHER_LINES = 10;

    /** Which numbers there is room for; the blanks keep the columns from moving. */
    private enum Layout {
        WIDE("  CALLS/S", "     P50", "     P99", "    CALLS", "FAILED", "DENIED"),
        MIDDLE("CALLS/S", "    P50", "    P99", "FAIL", "DENY"),
        NARROW("CALLS/S", "    P99", "DENY");

        private final List<String> heads;

        Layout(String... heads) {
            this.heads = List.of(heads);
        }
    }

    List<String> lines(int columns, int rows) {
        int width = Math.max(40, columns);
        Layout layout = width >= WIDE ? Layout.WIDE : width >= MIDDLE ? Layout.MIDDLE : Layout.NARROW;
        int room = Math.max(2, rows - OTHER_LINES);
        int most = Math.max(1, Math.min(inventory.actors().size(), room / 2));
        List<String> lines = new ArrayList<>();
        lines.add(Style.BOLD.of(head(width)));
        lines.add("");
        Table table = new Table();
        actors(table, layout, most);
        table.gap();
        providers(table, layout, Math.max(1, room - most));
        for (String line : table.lines(width)) {
            lines.add(
                    line.startsWith(ACTOR) || line.startsWith(PROVIDER) || line.startsWith(MORE)
                            ? Style.DIM.of(line)
                            : line);
        }
        denial.ifPresent(last -> {
            lines.add("");
            lines.addAll(denied(last, width));
        });
        return lines;
    }

    private String head(int width) {
        String left = "wascc  " + count(inventory.actors().size(), "actor") + ", "
                + count(inventory.providers().size(), "provider") + ", "
                + count(inventory.bindings().size(), "binding") + "  up " + time(up)
                + (admin.isEmpty() ? "" : "  admin " + admin);
        String right = "Ctrl-C ends it";
        int gap = width - Cells.width(left) - right.length();
        return gap < 2 ? Cells.cut(left, width) : left + " ".repeat(gap) + right;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void actors(Table table, Layout layout, int most) {
        Map<String, String> addresses = endpoints.stream()
                .collect(Collectors.toMap(Host.Endpoint::actorName, Host.Endpoint::url, (one, two) -> one + " " + two));
        table.row(ACTOR, layout.heads, "ADDRESS");
        inventory.actors().stream()
                .sorted(Comparator.comparing(Inventory.ActorEntry::name))
                .limit(most)
                .forEach(actor -> table.row(
                        OneLine.of(actor.name()),
                        numbers(readings.getOrDefault(new Entity.Actor(actor.key()), Reading.NONE), layout),
                        addresses.getOrDefault(actor.name(), "")));
        more(table, inventory.actors().size() - most);
    }

    private void providers(Table table, Layout layout, int most) {
        Map<Entity, Integer> bound = new HashMap<>();
        for (Binding binding : inventory.bindings()) {
            bound.merge(new Entity.Capability(binding.capability(), binding.name()), 1, Integer::sum);
        }
        table.row(PROVIDER, layout.heads, "SERVES");
        List<Inventory.ProviderEntry> shown = inventory.providers().stream()
                .filter(provider -> !provider.capability().equals(BUILT_IN) || bound.containsKey(entity(provider)))
                .toList();
        shown.stream().limit(most).forEach(provider -> {
            Entity entity = entity(provider);
            boolean plain = provider.binding().equals(Binding.DEFAULT_NAME);
            String backends = provider.backends().isEmpty() ? "" : "  " + String.join(", ", provider.backends());
            table.row(
                    OneLine.of(provider.capability() + (plain ? "" : "/" + provider.binding())),
                    numbers(readings.getOrDefault(entity, Reading.NONE), layout),
                    count(bound.getOrDefault(entity, 0), "actor") + OneLine.of(backends));
        });
        more(table, shown.size() - most);
    }

    private static Entity entity(Inventory.ProviderEntry provider) {
        return new Entity.Capability(provider.capability(), provider.binding());
    }

    private static void more(Table table, int more) {
        if (more > 0) {
            table.note(MORE + more + " more");
        }
    }

    private static List<String> numbers(Reading reading, Layout layout) {
        boolean none = reading.rate() == 0;
        List<String> numbers = new ArrayList<>();
        numbers.add(none ? "–" : rate(reading.rate()));
        if (layout != Layout.NARROW) {
            numbers.add(none ? "–" : milliseconds(reading.p50()));
        }
        numbers.add(none ? "–" : milliseconds(reading.p99()));
        if (layout == Layout.WIDE) {
            numbers.add(number(reading.calls()));
        }
        if (layout != Layout.NARROW) {
            numbers.add(number(reading.failed()));
        }
        numbers.add(number(reading.denied()));
        return numbers;
    }

    private static String rate(double rate) {
        return rate < 10 ? String.format(Locale.ROOT, "%.1f", rate) : number(Math.round(rate));
    }

    private static String milliseconds(long micros) {
        double milliseconds = micros / 1000.0;
        return String.format(Locale.ROOT, milliseconds < 10 ? "%.2f ms" : "%.0f ms", milliseconds);
    }

    private static String number(long number) {
        return number < 1_000_000
                ? String.format(Locale.ROOT, "%,d", number)
                : String.format(Locale.ROOT, "%.2f M", number / 1e6);
    }

    private List<String> denied(Denial last, int width) {
        String actor = inventory.actors().stream()
                .filter(entry -> entry.key().equals(last.actor()))
                .map(Inventory.ActorEntry::name)
                .findFirst()
                .orElse(last.actor());
        String time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone).format(last.time());
        List<String> lines = new ArrayList<>();
        lines.add(Style.YELLOW.of(
                Cells.cut("last denied  " + time + "  " + OneLine.of(actor) + " " + last.text(), width)));
        if (!last.hint().isEmpty()) {
            lines.add(Style.DIM.of(Cells.cut("             hint: " + last.hint(), width)));
        }
        return lines;
    }

    private static String time(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
