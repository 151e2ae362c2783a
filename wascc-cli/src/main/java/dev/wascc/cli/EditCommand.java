package dev.wascc.cli;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.AtomicFile;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsDiff;
import dev.wascc.claims.ClaimsEdit;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Signer;
import dev.wascc.nkeys.IssuerKey;
import dev.wascc.nkeys.KeyAccessException;
import dev.wascc.nkeys.KeyDirectory;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.provider.OneLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a signed module anew with other claims. Everything that is not changed stays, the expiry too; the revision rises by one. */
@CommandLine.Command(
        footer = {
            "",
            "Subject, name, tags, version, call alias and dates stay unless they are changed: an edit does not live longer",
            "than what it was made of. The revision rises by one. What is unsigned or forged is refused; what is expired is not.",
            "Where nothing is to be changed nothing is signed, and the revision stays."
        })
abstract class EditCommand extends Command {
    @Parameters(index = "0", paramLabel = "FILE", description = "A signed module or component.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    Path file;

    @Option(
            names = {"-d", "--dest"},
            paramLabel = "FILE",
            description = "Where the edited module goes; default FILE itself.")
    @Nullable
    Path destination;

    @Option(names = "--dry-run", description = "Print what would change, and write nothing.")
    boolean dryRun;

    @Option(names = "--keep-rev", description = "Leave the revision as it is.")
    boolean keepRevision;

    @Option(names = "--force", description = "Go on where members of the token that nobody here understands are lost.")
    boolean force;

    @Mixin
    IssuerOptions keys = new IssuerOptions();

    /** The edit that was asked for; dates and revision aside. */
    abstract ClaimsEdit edited(ClaimsEdit edit);

    /** The revision that was given. */
    @Nullable
    abstract Integer revision();

    /** Dates, id and time of issue that were given. */
    TokenOptions token() {
        return new TokenOptions();
    }

    /** Whether it is signed anew even where no claim changes. */
    boolean always() {
        return false;
    }

    @Override
    public Integer call() throws KeyAccessException {
        if (keepRevision && revision() != null) {
            throw usage("--rev and --keep-rev exclude each other");
        }
        keys.keep = !dryRun;
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        int code = ExitCode.OK;
        try {
            edit(row);
        } catch (ClaimsException | IOException | CliException e) {
            Failure failure = Failure.of(e);
            complain("wascc: " + shown(file) + " was not edited"
                    + (failure.message().isEmpty() ? "" : ": " + failure.message()));
            failure.findings().forEach(finding -> complain("  " + finding));
            row.put("file", file.toString());
            Json.failure(row, failure);
            code = failure.exitCode();
        }
        if (json()) {
            print(Json.ofFiles(List.of(row)));
        }
        return code;
    }

    private void edit(Map<String, @Nullable Object> row)
            throws ClaimsException, IOException, CliException, KeyAccessException {
        ClaimsEdit read = ClaimsEdit.of(Modules.read(file), surroundings.clock());
        ClaimsEdit edit = edited(read);
        if (!edit.changes() && !always()) {
            unchanged(edit, row);
            return;
        }
        ActorOptions.checked(this, edit.after().metadata());
        refuseLoss(edit);
        ClaimsEdit raised = edit.with(edit.after().metadata().revised(nextRevision(edit)));
        IssuerKey issuer = keys.issuer(this, KeyRole.ACCOUNT, KeyDirectory.userName());
        Claims<Metadata.Actor> wanted = raised.after();
        Claims<Metadata.Actor> claims = token().claims(
                        this,
                        Claims.of("", issuer.publicKey(), wanted.subject(), Instant.EPOCH, wanted.metadata())
                                .within(wanted.notBefore(), wanted.expires()));
        ActorModule signed = new Signer(issuer).sign(raised.module(), claims);
        warn(raised, claims);
        write(signed);
        report(raised, signed, claims, row);
    }

    private void refuseLoss(ClaimsEdit edit) throws ClaimsException, CliException {
        List<String> lost = edit.unknownMembers();
        if (lost.isEmpty()) {
            return;
        }
        String members = OneLine.of(String.join(", ", lost), 500);
        if (!force) {
            throw new CliException(
                    ExitCode.USAGE,
                    "its token has members that are not understood here, and would be lost: " + members
                            + "; --force signs it without them");
        }
        say("wascc: lost, as --force allows: " + members);
    }

    private @Nullable Integer nextRevision(ClaimsEdit edit) {
        Integer before = edit.before().metadata().revision();
        Integer given = revision();
        if (keepRevision) {
            return before;
        } else if (given == null) {
            return edit.nextRevision()
                    .orElseThrow(() -> usage("the revision is " + before
                            + ", the largest there is: set it with --rev, or keep it with --keep-rev"));
        }
        if (before != null && given < before) {
            say("wascc: revision " + given + " is below " + before
                    + ", the one before: hosts and lock files may refuse it");
        }
        return given;
    }

    private void warn(ClaimsEdit edit, Claims<Metadata.Actor> claims) {
        if (!claims.issuer().equals(edit.before().issuer())) {
            say("wascc: another issuer: signed by " + claims.issuer() + ", and before by "
                    + edit.before().issuer());
        }
        Instant expires = claims.expires();
        if (expires != null && expires.isBefore(surroundings.clock().instant())) {
            say("wascc: it expired at " + expires + ", and stays so: wascc claims resign FILE --expires DAYS");
        }
    }

    private void unchanged(ClaimsEdit edit, Map<String, @Nullable Object> row) throws IOException, ClaimsException {
        Path target = target();
        if (!target.equals(file)) {
            write(edit.module());
        }
        if (json()) {
            row(edit.module(), edit.before(), row);
            row.put("changed", false);
        } else {
            print(OneLine.of(file.toString()) + " is as it should be: nothing was signed, and its revision stays");
        }
    }

    private void write(ActorModule module) throws IOException {
        if (!dryRun) {
            AtomicFile.write(target(), module.bytes());
        }
    }

    private Path target() {
        return destination == null ? file : destination;
    }

    private void report(
            ClaimsEdit edit, ActorModule signed, Claims<Metadata.Actor> claims, Map<String, @Nullable Object> row)
            throws ClaimsException {
        ClaimsDiff diff = ClaimsDiff.of(
                edit.module().token().orElseThrow(), signed.token().orElseThrow());
        if (json()) {
            row(signed, claims, row);
            row.put("changed", true);
            row.put("changes", DiffJson.changes(diff));
        } else {
            print((dryRun ? "Would edit " : "Successfully edited ") + OneLine.of(target().toString()));
            DiffCommand.worthSaying(diff).forEach(line -> print("  " + line.text()));
        }
    }

    private void row(ActorModule module, Claims<Metadata.Actor> claims, Map<String, @Nullable Object> row) {
        row.put("file", target().toString());
        row.put("sha256", Modules.sha256(module.bytes()));
        Metadata.Actor metadata = claims.metadata();
        row.put("name", metadata.name());
        row.put("module", claims.subject());
        row.put("issuer", claims.issuer().text());
        row.put("capabilities", metadata.granted());
        row.put("tags", metadata.tagged());
        row.put("rev", metadata.revision());
        row.put("ver", metadata.version());
        row.put("callAlias", metadata.callAlias());
        row.put("provider", metadata.provider());
        Json.date(row, "exp", claims.expires());
        Json.date(row, "nbf", claims.notBefore());
        if (dryRun) {
            row.put("dryRun", true);
        }
    }
}
