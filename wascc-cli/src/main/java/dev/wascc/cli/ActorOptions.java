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
        List<String> granted = capabilities.all();
        if (provider && granted.size() > 1) {
            throw command.usage("a capability provider provides one capability, not " + granted.size());
        }
        if (callAlias != null && !CallAlias.valid(callAlias)) {
            throw command.usage("--call-alias is of a-z, 0-9, _ and / only");
        }
        Set<String> allTags = new LinkedHashSet<>(tags);
        allTags.addAll(oldTags);
        return new Metadata.Actor(
                name == null ? defaultName : name,
                "",
                List.copyOf(allTags),
                granted,
                version.revision,
                version.version,
                callAlias,
                provider);
    }
}
