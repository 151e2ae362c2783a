package dev.wascc.cli;

import dev.wascc.claims.CallAlias;
import dev.wascc.claims.Metadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is claimed for an actor. The spellings that wascap and wash have for the same are taken as well, and not listed. */
final class ActorOptions {
    @Mixin
    CapabilityOptions capabilities = new CapabilityOptions();

    @Option(names = "--tag", paramLabel = "TAG", description = "A tag; repeat it for more.")
    List<String> tags = new ArrayList<>();

    @Option(names = "-t", hidden = true)
    List<String> oldTags = new ArrayList<>();

    @Mixin
    VersionOptions version = new VersionOptions();

    @Option(
            names = "--call-alias",
            paramLabel = "ALIAS",
            description = "A name other actors may call it by: a-z 0-9 _ /")
    @Nullable
    String callAlias;

    @Option(
            names = {"-a", "--call_alias"},
            hidden = true)
    void oldCallAlias(@Nullable String alias) {
        callAlias = alias == null ? callAlias : alias;
    }

    @Option(names = "--prov", description = "The module is a capability provider.")
    boolean provider;

    @Option(names = "-p", hidden = true)
    void oldProvider(boolean set) {
        provider |= set;
    }

    /** @param defaultName where none was given */
    Metadata.Actor actor(Command command, @Nullable String name, String defaultName) {
        return changed(
                command, name, new Metadata.Actor(defaultName, "", List.of(), List.of(), null, null, null, false));
    }

    /** What was given, and what was there where nothing was; a list that was given replaces the one that was there. */
    Metadata.Actor changed(Command command, @Nullable String name, Metadata.Actor before) {
        List<String> granted = capabilities.all();
        Set<String> allTags = new LinkedHashSet<>(tags);
        allTags.addAll(oldTags);
        if (callAlias != null && !CallAlias.valid(callAlias)) {
            throw command.usage("--call-alias is of a-z, 0-9, _ and / only, and does not look like a public key");
        }
        return checked(
                command,
                new Metadata.Actor(
                        name == null ? before.name() : name,
                        before.hash(),
                        allTags.isEmpty() ? before.tags() : List.copyOf(allTags),
                        granted.isEmpty() ? before.capabilities() : granted,
                        version.revision == null ? before.revision() : version.revision,
                        version.version == null ? before.version() : version.version,
                        callAlias == null ? before.callAlias() : callAlias,
                        provider || before.provider()));
    }

    static Metadata.Actor checked(Command command, Metadata.Actor actor) {
        if (actor.provider() && actor.granted().size() > 1) {
            throw command.usage("a capability provider provides one capability, not "
                    + actor.granted().size());
        }
        return actor;
    }
}
