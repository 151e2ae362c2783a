package dev.wascc.cli;

import dev.wascc.claims.ClaimsEdit;
import dev.wascc.document.Suggestion;
import dev.wascc.provider.OneLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Edits the lists of capabilities and tags. */
abstract class ListEditCommand extends EditCommand {
    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ID",
            completionCandidates = CapabilityOptions.WellKnown.class,
            description = "Capabilities.")
    List<String> ids = new ArrayList<>();

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag; repeat it for more.")
    List<String> tags = new ArrayList<>();

    @Option(
            names = {"-r", "--rev"},
            paramLabel = "N",
            description = "The revision; default one more than it was.")
    @Nullable
    Integer revision;

    @Override
    @Nullable
    Integer revision() {
        return revision;
    }

    @Override
    ClaimsEdit edited(ClaimsEdit edit) {
        if (ids.isEmpty() && tags.isEmpty()) {
            throw usage("name a capability, or a tag with --tag");
        }
        for (String word : ids) {
            if (word.isBlank()) {
                throw usage("a capability is not empty");
            }
        }
        return edited(
                edit,
                edit.before().metadata().granted(),
                edit.before().metadata().tagged());
    }

    abstract ClaimsEdit edited(ClaimsEdit edit, List<String> granted, List<String> tagged);

    /** Says which of these it is not going to change, with what may have been meant. */
    void pointless(List<String> words, List<String> there, boolean expected, String said) {
        for (String word : words) {
            if (there.contains(word) == expected) {
                say("wascc: " + OneLine.of(word, 200) + said);
            }
        }
    }

    /** {@code ; did you mean …?} for what is nearly, but not quite, one of these. */
    static String meant(String word, Set<String> known) {
        String suggestion = known.contains(word) || known.isEmpty() ? "" : Suggestion.of(word, known);
        return suggestion.startsWith("; did you mean") ? OneLine.of(suggestion, 300) : "";
    }

    static Set<String> wellKnown() {
        Set<String> all = new LinkedHashSet<>();
        new CapabilityOptions.WellKnown().forEach(all::add);
        return all;
    }

    /** {@code wascc claims add}. */
    @CommandLine.Command(name = "add", description = "Add capabilities and tags to a signed module.")
    static final class Add extends ListEditCommand {
        @Override
        ClaimsEdit edited(ClaimsEdit edit, List<String> granted, List<String> tagged) {
            pointless(ids, granted, true, " is claimed already");
            pointless(tags, tagged, true, " is a tag already");
            for (String id : ids) {
                String meant = meant(id, wellKnown());
                if (!meant.isEmpty()) {
                    say("wascc: " + OneLine.of(id, 200) + " is no well-known capability" + meant);
                }
            }
            return edit.adding(ids, tags);
        }
    }

    /** {@code wascc claims remove}. */
    @CommandLine.Command(name = "remove", description = "Remove capabilities and tags from a signed module.")
    static final class Remove extends ListEditCommand {
        @Override
        ClaimsEdit edited(ClaimsEdit edit, List<String> granted, List<String> tagged) {
            ids.forEach(id -> pointless(
                    List.of(id), granted, false, " is not claimed" + meant(id, new LinkedHashSet<>(granted))));
            tags.forEach(tag -> pointless(
                    List.of(tag), tagged, false, " is no tag of it" + meant(tag, new LinkedHashSet<>(tagged))));
            return edit.removing(ids, tags);
        }
    }
}
