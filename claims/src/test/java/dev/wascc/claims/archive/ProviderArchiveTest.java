package dev.wascc.claims.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.Vectors;
import dev.wascc.claims.Claims;
import dev.wascc.claims.ClaimsException;
import dev.wascc.claims.ClaimsRule;
import dev.wascc.claims.Finding;
import dev.wascc.claims.Metadata;
import dev.wascc.claims.Rule;
import dev.wascc.claims.Token;
import dev.wascc.claims.TrustPolicy;
import dev.wascc.nkeys.KeyRole;
import dev.wascc.nkeys.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The archive that the crate provider-archive 0.1.2 wrote, and what people may make of one. */
class ProviderArchiveTest {
    private static final JsonNode VECTOR = Vectors.json("vectors/par.json");
    private static final byte[] TAR =
            Base64.getDecoder().decode(VECTOR.get("par_0.1.2_tar_base64").stringValue());
    private static final int LIBRARY_HEADER = 1536;
    private static final int LIBRARY = 2048;
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-26T00:00:00Z"), ZoneOffset.UTC);
    private static final String TARGET = "x86_64-linux";

    @TempDir
    Path directory;

    private static SigningKey key(String name) throws Exception {
        return SigningKey.fromSeed(VECTOR.get(name).stringValue());
    }

    private static ArchiveVerifier verifier() {
        return new ArchiveVerifier(TrustPolicy.integrityOnly(), NOW);
    }

    private static String token() throws Exception {
        return ProviderArchive.of(TAR).token().orElseThrow().text();
    }

    private static List<Rule> rules(byte[] archive) {
        try {
            return verifier().findings(ProviderArchive.of(archive)).stream()
                    .map(Finding::rule)
                    .toList();
        } catch (ClaimsException e) {
            return e.findings().stream().map(Finding::rule).toList();
        }
    }

    @Test
    void an_archive_of_the_crate_is_read_and_verified_and_gives_its_library() throws Exception {
        VerifiedProvider provider = verifier().verify(ProviderArchive.of(TAR));
        assertThat(provider.targets()).containsExactly(TARGET);
        Metadata.Provider claims = provider.claims().metadata();
        assertThat(claims.capability()).isEqualTo("wascc:x");
        assertThat(claims.vendor()).isEqualTo("Acme");
        assertThat(claims.revision()).isEqualTo(1);
        Path library = directory.resolve("lib.so");
        provider.extract(TARGET, library);
        assertThat(library).hasContent("lib1");
        assertThatThrownBy(() -> provider.extract("aarch64-macos", directory.resolve("other")))
                .hasMessage("the archive has no library for aarch64-macos; it has some for " + TARGET);
        assertThatThrownBy(() -> provider.extract(TARGET, library)).isInstanceOf(IOException.class);
        assertThat(library).hasContent("lib1");
    }

    @Test
    void what_is_written_is_what_the_crate_wrote_byte_by_byte() throws Exception {
        Claims<Metadata.Provider> claims =
                ArchiveVerifier.claims(Token.parse(token())).orElseThrow();
        Path archive = directory.resolve("again.par");
        new ArchiveSigner(key("issuer_seed"))
                .write(archive, claims, Map.of(TARGET, () -> new ByteArrayInputStream("lib1".getBytes(UTF_8))), false);
        assertThat(Files.readAllBytes(archive)).isEqualTo(TAR);
    }

    @Test
    void the_forms_in_gzip_and_zip_are_read_too() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(TAR);
        }
        for (byte[] archive :
                List.of(gzip.toByteArray(), zip(Map.of("claims.jwt", token(), TARGET + ".bin", "lib1")))) {
            Path library = Files.createTempDirectory(directory, "forms").resolve("lib.so");
            verifier().verify(ProviderArchive.of(archive)).extract(TARGET, library);
            assertThat(library).hasContent("lib1");
        }
    }

    @Test
    void a_library_is_added_and_another_replaced_and_the_claims_stay() throws Exception {
        Path archive = directory.resolve("a.par");
        Files.write(archive, TAR);
        VerifiedProvider before = verifier().verify(ProviderArchive.read(archive));
        ArchiveSigner signer = new ArchiveSigner(key("issuer_seed"));
        signer.insert(archive, before.claims(), before, "aarch64-macos", content("lib2"), false);
        VerifiedProvider more = verifier().verify(ProviderArchive.read(archive));
        assertThat(more.targets()).containsExactly("aarch64-macos", TARGET);
        assertThat(more.claims().metadata().vendor()).isEqualTo("Acme");
        signer.insert(archive, before.claims(), more, TARGET, content("lib3"), true);
        assertThat(Files.readAllBytes(archive)).startsWith(0x1f, 0x8b);
        VerifiedProvider replaced = verifier().verify(ProviderArchive.read(archive));
        replaced.extract(TARGET, directory.resolve("three"));
        replaced.extract("aarch64-macos", directory.resolve("two"));
        assertThat(directory.resolve("three")).hasContent("lib3");
        assertThat(directory.resolve("two")).hasContent("lib2");
    }

    @Test
    void an_archive_that_is_swapped_after_it_was_verified_gives_no_library() throws Exception {
        Path archive = directory.resolve("a.par");
        Files.write(archive, TAR);
        VerifiedProvider provider = verifier().verify(ProviderArchive.read(archive));
        byte[] other = TAR.clone();
        other[LIBRARY] = 'L';
        Files.write(archive, other);
        Path library = directory.resolve("lib.so");
        assertThatThrownBy(() -> provider.extract(TARGET, library))
                .hasMessageContaining("WASCC-A002")
                .hasMessageContaining("was changed after the archive was signed");
        assertThat(library).doesNotExist();
        assertThatThrownBy(() -> new ArchiveSigner(key("issuer_seed"))
                        .insert(archive, provider.claims(), provider, "arm-linux", content("x"), false))
                .hasMessageContaining("changed while it was read");
    }

    @Test
    void a_bit_anywhere_in_the_files_is_refused() {
        for (int at = 0; at < LIBRARY + 4; at += 3) {
            byte[] altered = TAR.clone();
            altered[at] ^= 1;
            boolean padding = at >= 512 + 607 && at < LIBRARY_HEADER;
            if (!padding) {
                assertThat(rules(altered)).as("byte " + at).isNotEmpty();
            }
        }
    }

    @Test
    void tampered_unsigned_extra_and_missing_files_are_refused_each_by_its_rule() throws Exception {
        assertThat(rules(zip(Map.of("claims.jwt", token(), TARGET + ".bin", "lib2"))))
                .containsExactly(ArchiveRule.LIBRARY_MISMATCH);
        assertThat(rules(zip(Map.of(TARGET + ".bin", "lib1")))).containsExactly(ClaimsRule.NOT_SIGNED);
        assertThat(rules(zip(Map.of("claims.jwt", token(), TARGET + ".bin", "lib1", "arm-linux.bin", "lib1"))))
                .containsExactly(ArchiveRule.FILES_DIFFER);
        assertThat(rules(zip(Map.of("claims.jwt", token(), "world.wasm", "w", TARGET + ".bin", "lib1"))))
                .containsExactly(ArchiveRule.FILES_DIFFER);
        assertThat(rules(zip(Map.of("claims.jwt", token()))))
                .containsExactly(ArchiveRule.FILES_DIFFER, ArchiveRule.FILES_DIFFER);
        assertThat(rules(zip(Map.of("claims.jwt", "no.token.", TARGET + ".bin", "lib1"))))
                .containsExactly(ClaimsRule.MALFORMED_TOKEN);
        assertThat(rules(new byte[0])).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
        assertThat(rules(Arrays.copyOf(TAR, 700))).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
        assertThat(rules(Arrays.copyOf(TAR, 2560))).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
    }

    @Test
    void issuer_and_dates_are_judged_as_those_of_an_actor_are() throws Exception {
        SigningKey other = SigningKey.generate(KeyRole.ACCOUNT, new SecureRandom());
        ArchiveVerifier strict = new ArchiveVerifier(TrustPolicy.trusting(Set.of(other.publicKey())), NOW);
        assertThat(strict.findings(ProviderArchive.of(TAR)))
                .extracting(Finding::rule)
                .containsExactly(ClaimsRule.ISSUER_NOT_TRUSTED);
        Path archive = directory.resolve("old.par");
        Claims<Metadata.Provider> claims = ArchiveVerifier.claims(Token.parse(token()))
                .orElseThrow()
                .within(null, NOW.instant().minusSeconds(1));
        new ArchiveSigner(key("issuer_seed")).write(archive, claims, Map.of(TARGET, content("lib1")), false);
        assertThat(verifier().findings(ProviderArchive.read(archive)))
                .extracting(Finding::rule)
                .containsExactly(ClaimsRule.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.bin",
                "/etc/x.bin",
                "a/b-c.bin",
                "C:x-y.bin",
                "a\\b-c.bin",
                "..",
                ".hidden-x.bin",
                "x86_64-linux.so",
                "claims.jwt/",
                "linux.bin",
                "a b-c.bin",
                "CLAIMS.JWT"
            })
    void a_name_that_is_no_plain_one_of_such_an_archive_is_refused(String name) throws Exception {
        assertThat(rules(zip(Map.of(name, "x")))).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
        byte[] tar = header(TAR, LIBRARY_HEADER, name, '0');
        assertThat(rules(tar)).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
    }

    @ParameterizedTest
    @ValueSource(chars = {'1', '2', '3', '5', '6', 'L', 'K', 'x', 'g', 'S'})
    void links_directories_and_extended_headers_are_refused(char type) {
        assertThat(rules(header(TAR, LIBRARY_HEADER, TARGET + ".bin", type)))
                .containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
    }

    @Test
    void doubles_are_refused_also_where_they_differ_in_case() {
        assertThat(rules(header(TAR, LIBRARY_HEADER, "claims.jwt", '0')))
                .containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
        byte[] twice = new byte[TAR.length + 1024];
        System.arraycopy(TAR, 0, twice, 0, LIBRARY + 512);
        System.arraycopy(header(TAR, LIBRARY_HEADER, "X86_64-LINUX.bin", '0'), LIBRARY_HEADER, twice, 2560, 1024);
        assertThat(rules(twice)).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
    }

    @Test
    void what_follows_the_end_mark_is_refused() {
        byte[] more = Arrays.copyOf(TAR, TAR.length + 512);
        assertThat(rules(more)).isEmpty();
        more[more.length - 1] = 1;
        assertThat(rules(more)).containsExactly(ArchiveRule.MALFORMED_ARCHIVE);
    }

    @Test
    void bombs_and_crowds_are_refused_while_they_are_read() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            TarOutput tar = new TarOutput(out);
            var file = tar.begin(TARGET + ".bin", 64L << 20);
            for (int i = 0; i < 64; i++) {
                file.write(new byte[1 << 20]);
            }
            tar.end();
        }
        assertThatThrownBy(() -> ProviderArchive.of(gzip.toByteArray())).hasMessageContaining("100 times its size");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry(TARGET + ".bin"));
            for (int i = 0; i < 64; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertThatThrownBy(() -> ProviderArchive.of(zip.toByteArray())).hasMessageContaining("100 times its size");
        ByteArrayOutputStream crowd = new ByteArrayOutputStream();
        TarOutput tar = new TarOutput(crowd);
        for (int i = 0; i < 101; i++) {
            tar.begin("a" + i + "-linux.bin", 0);
        }
        tar.end();
        assertThatThrownBy(() -> ProviderArchive.of(crowd.toByteArray())).hasMessageContaining("more than 100 files");
    }

    @Test
    void more_than_512_mebibytes_are_refused_before_they_are_read() throws Exception {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        new TarOutput(header).begin(TARGET + ".bin", (512L << 20) + 1);
        assertThatThrownBy(() -> ProviderArchive.of(header.toByteArray()))
                .hasMessageContaining("more than 536870912 bytes");
    }

    private static Content content(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /** The archive with another name and type in a header, whose checksum is right. */
    private static byte[] header(byte[] archive, int at, String name, char type) {
        byte[] altered = archive.clone();
        Arrays.fill(altered, at, at + 100, (byte) 0);
        byte[] text = name.getBytes(UTF_8);
        System.arraycopy(text, 0, altered, at, text.length);
        altered[at + 156] = (byte) type;
        byte[] block = Arrays.copyOfRange(altered, at, at + 512);
        byte[] sum = String.format("%07o", TarEntries.checksum(block)).getBytes(UTF_8);
        System.arraycopy(sum, 0, altered, at + 148, sum.length);
        return altered;
    }
}
