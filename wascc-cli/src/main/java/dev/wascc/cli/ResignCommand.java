package dev.wascc.cli;

import dev.wascc.claims.ClaimsEdit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code wascc claims resign}. */
@CommandLine.Command(
        name = "resign",
        description = {
            "Sign a signed module anew, with the options that are given changed and all else as it was.",
            "Capabilities that are given replace those it claims, and so do tags."
        })
final class ResignCommand extends EditCommand {
    @Mixin
    TokenOptions token = new TokenOptions();

    @Mixin
    ActorOptions actor = new ActorOptions();

    @Override
    ClaimsEdit edited(ClaimsEdit edit) {
        return edit.with(actor.changed(this, token.name, edit.before().metadata()));
    }

    @Override
    @Nullable
    Integer revision() {
        return actor.version.revision;
    }

    @Override
    TokenOptions token() {
        return token;
    }

    @Override
    boolean always() {
        return true;
    }
}
