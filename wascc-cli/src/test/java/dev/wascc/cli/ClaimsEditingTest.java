package dev.wascc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wascc.claims.ActorModule;
import dev.wascc.claims.Claims;
import dev.wascc.claims.Metadata;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsEditingTest {
    @TempDir
    Path dir;

    private Cli cli;
    private Path module;
    private Path signed;

    @BeforeEach
    void prepare() throws IOException {
        cli = new Cli(dir.resolve("keys"));
        module = Files.write(dir.resolve("a.wasm"), Cli.EMPTY_MODULE);
        signed = dir.resolve("a_s.wasm");
        assertThat(cli.run(
                                "sign",
                                module,
                                "--generate-keys",
                                "--name",
                                "greeter",
                                "--keyvalue",
                                "--tag",
                                "blue",
                                "--ver",
                                "1.2",
                                "--rev",
                                "3",
                                "--expires",
                                "10",
                                "--call-alias",
                                "acme/greeter")
                        .code())
                .isZero();
    }

    private static Claims<Metadata.Actor> claims(Path file) throws Exception {
        return ActorModule.read(file)
                .token()
                .orElseThrow()
                .unverifiedClaims()
                .ofActor()
                .orElseThrow();
    }

    @Test
    void an_added_capability_is_all_that_changes_but_for_the_revision() throws Exception {
        Claims<Metadata.Actor> before = claims(signed);

        Cli.Result result = cli.run("claims", "add", signed, "wascc:logging", "--tag", "green");

        assertThat(result.code()).as(result.all()).isZero();
        assertThat(result.out()).contains("+ capability wascc:logging", "+ tag green", "revision 3 -> 4");
        Claims<Metadata.Actor> after = claims(signed);
        assertThat(after.metadata().granted()).containsExactly("wascc:keyvalue", "wascc:logging");
        assertThat(after.metadata().tagged()).containsExactly("blue", "green");
        assertThat(after.metadata().revision()).isEqualTo(4);
        assertThat(after.metadata().name()).isEqualTo("greeter");
        assertThat(after.metadata().version()).isEqualTo("1.2");
        assertThat(after.metadata().callAlias()).isEqualTo("acme/greeter");
        assertThat(after.subject()).isEqualTo(before.subject());
        assertThat(after.issuer()).isEqualTo(before.issuer());
        assertThat(after.expires()).isEqualTo(before.expires());
        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(cli.run("verify", signed).code()).isZero();
    }

    @Test
    void a_removed_capability_is_gone_and_the_rest_stays() throws Exception {
        assertThat(cli.run("claims", "remove", signed, "wascc:keyvalue", "--tag", "blue", "--rev", "9")
                        .code())
                .isZero();
        assertThat(claims(signed).metadata().granted()).isEmpty();
        assertThat(claims(signed).metadata().tagged()).isEmpty();
        assertThat(claims(signed).metadata().revision()).isEqualTo(9);
    }

    @Test
    void what_is_as_it_should_be_is_not_signed_again() throws Exception {
        byte[] before = Files.readAllBytes(signed);
        Cli.Result added = cli.run("claims", "add", signed, "wascc:keyvalue");
        assertThat(added.code()).isZero();
        assertThat(added.err()).contains("wascc:keyvalue is claimed already");
        Cli.Result removed = cli.run("claims", "remove", signed, "wascc:keyvalu", "-o", "json");
        assertThat(removed.code()).isZero();
        assertThat(removed.err()).contains("wascc:keyvalu is not claimed; did you mean wascc:keyvalue?");
        assertThat(removed.out()).contains("\"changed\" : false", "\"rev\" : 3");
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);

        Path copy = dir.resolve("copy.wasm");
        assertThat(cli.run("claims", "add", signed, "wascc:keyvalue", "-d", copy)
                        .code())
                .isZero();
        assertThat(Files.readAllBytes(copy))
                .as("a script finds its destination, unchanged")
                .isEqualTo(before);
    }

    @Test
    void a_typo_in_a_well_known_id_is_asked_about_and_an_id_of_ones_own_is_not() {
        assertThat(cli.run("claims", "add", signed, "wascc:loging", "--dry-run").err())
                .contains("wascc:loging is no well-known capability; did you mean wascc:logging?");
        assertThat(cli.run("claims", "add", signed, "acme:printer", "--dry-run").err())
                .doesNotContain("did you mean");
    }

    @Test
    void the_largest_revision_is_not_raised() throws Exception {
        assertThat(cli.run("claims", "resign", signed, "--rev", "2147483647").code())
                .isZero();
        byte[] before = Files.readAllBytes(signed);
        Cli.Result result = cli.run("claims", "add", signed, "wascc:logging");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("2147483647", "--keep-rev");
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);
        assertThat(cli.run("claims", "add", signed, "wascc:logging", "--keep-rev")
                        .code())
                .isZero();
        assertThat(claims(signed).metadata().revision()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void a_module_without_a_revision_gets_the_first() throws Exception {
        assertThat(cli.run("sign", module).code()).isZero();
        assertThat(cli.run("claims", "add", signed, "wascc:logging").code()).isZero();
        assertThat(claims(signed).metadata().revision()).isEqualTo(1);
    }

    @Test
    void resigning_changes_what_is_given_and_nothing_else() throws Exception {
        Claims<Metadata.Actor> before = claims(signed);
        assertThat(cli.run("claims", "resign", signed, "--ver", "1.3", "--expires", "100")
                        .code())
                .isZero();
        Claims<Metadata.Actor> after = claims(signed);
        assertThat(after.metadata().version()).isEqualTo("1.3");
        assertThat(after.metadata().revision()).isEqualTo(4);
        assertThat(after.expires()).isAfter(before.expires());
        assertThat(after.metadata().granted()).isEqualTo(before.metadata().granted());
        assertThat(after.metadata().tagged()).isEqualTo(before.metadata().tagged());
        assertThat(after.metadata().callAlias()).isEqualTo("acme/greeter");
        assertThat(cli.run("claims", "resign", signed, "--nbf", "200").code())
                .as("it would expire before it is valid")
                .isEqualTo(2);
    }

    @Test
    void an_expired_module_may_be_signed_anew_and_an_edit_does_not_make_it_live() throws Exception {
        assertThat(cli.run("sign", module, "--iat", "1500000000", "--expires", "1", "--rev", "1")
                        .code())
                .isZero();
        Cli.Result edited = cli.run("claims", "add", signed, "wascc:logging");
        assertThat(edited.code()).isZero();
        assertThat(edited.err()).contains("expired at 2017-07-15");
        assertThat(cli.run("verify", signed).code()).isEqualTo(13);
        assertThat(cli.run("claims", "resign", signed, "--expires", "30").code())
                .isZero();
        assertThat(cli.run("verify", signed).code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "remove", "resign"})
    void a_forged_module_is_refused_by_the_rule_and_force_does_not_help(String command) throws Exception {
        byte[] forged = Files.readAllBytes(signed);
        forged[forged.length - 1] ^= 1;
        forged[forged.length - 5] = (byte) (forged[forged.length - 5] == 'A' ? 'B' : 'A');
        Files.write(signed, forged);
        byte[] before = Files.readAllBytes(signed);
        Object[] args = command.equals("resign")
                ? new Object[] {"claims", command, signed, "--force"}
                : new Object[] {"claims", command, signed, "wascc:logging", "--force"};
        Cli.Result result = cli.run(args);
        assertThat(result.code()).isIn(12, 15);
        assertThat(result.err()).containsPattern("WASCC-S00[39]");
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);
        assertThat(cli.run("claims", "resign", module).code()).as("unsigned").isEqualTo(10);
    }

    @Test
    void another_issuer_is_said_aloud() throws Exception {
        SigningKey other = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        cli.environment.put("OTHER", other.exposeSeed());
        Cli.Result result = cli.run("claims", "resign", signed, "--issuer", "env:OTHER");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("another issuer", other.publicKey().text());
        assertThat(claims(signed).issuer()).isEqualTo(other.publicKey());
    }

    @Test
    void members_that_nobody_understands_are_lost_by_force_alone() throws Exception {
        Path foreign = Files.write(
                dir.resolve("foreign.wasm"),
                Forged.withPayload(
                        Files.readAllBytes(signed), json -> json.replace("\"prov\":", "\"zone\":\"eu\",\"prov\":")));
        byte[] before = Files.readAllBytes(foreign);
        Cli.Result result = cli.run("claims", "add", foreign, "wascc:logging");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("wascap.zone", "--force");
        assertThat(Files.readAllBytes(foreign)).isEqualTo(before);
        Cli.Result forced = cli.run("claims", "add", foreign, "wascc:logging", "--force");
        assertThat(forced.code()).isZero();
        assertThat(forced.err()).contains("wascap.zone");
        assertThat(cli.run("inspect", foreign).code()).isZero();
    }

    @Test
    void a_dry_run_and_another_destination_leave_the_file_as_it_was() throws Exception {
        byte[] before = Files.readAllBytes(signed);
        assertThat(cli.run("claims", "add", signed, "wascc:logging", "--dry-run")
                        .out())
                .contains("Would edit", "+ capability wascc:logging");
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);
        Path out = dir.resolve("out.wasm");
        assertThat(cli.run("claims", "add", signed, "wascc:logging", "-d", out, "-o", "json")
                        .out())
                .contains("\"schemaVersion\" : 1", "\"changed\" : true", "\"rev\" : 4", "\"added\"");
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);
        assertThat(claims(out).metadata().revision()).isEqualTo(4);
    }

    @Test
    void a_provider_gets_no_second_capability() {
        assertThat(cli.run("sign", module, "--prov", "--keyvalue").code()).isZero();
        assertThat(cli.run("claims", "add", signed, "wascc:logging").code()).isEqualTo(2);
    }

    @Test
    void without_anything_to_add_or_a_key_to_sign_with_nothing_is_written() throws Exception {
        byte[] before = Files.readAllBytes(signed);
        assertThat(cli.run("claims", "add", signed).code()).isEqualTo(2);
        assertThat(cli.run("claims", "add", signed, "").code()).isEqualTo(2);
        cli.environment.put("WASCC_KEYS", dir.resolve("none").toString());
        assertThat(cli.run("claims", "add", signed, "wascc:logging").code()).isEqualTo(2);
        assertThat(Files.readAllBytes(signed)).isEqualTo(before);
    }

    @Test
    void help_and_completion_know_the_commands() {
        assertThat(cli.run("--help").out()).contains("claims", "diff");
        assertThat(cli.run("claims", "--help").out()).contains("add", "remove", "resign", "diff");
        assertThat(cli.run("completion").out()).contains("resign", "diff", "remove");
    }
}
