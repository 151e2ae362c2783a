package dev.wascc.claims;

import dev.wascc.claims.Sections.Section;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a core module or component whose sections could be told apart, and the token in it if there is one.
 * Nothing of it is trusted yet: {@link Verifier} makes a {@link VerifiedActor} of it, or refuses.
 */
public final class ActorModule {
    /** 128 MiB; a file beyond is refused before it is read. */
    public static final int MAX_SIZE = 128 << 20;

    private final byte[] wasm;
    private final Sections sections;
    /** Read when it is first asked for; whoever judges a module asks more than once. */
    private volatile @Nullable Token token;

    private ActorModule(byte[] wasm, Sections sections) {
        this.wasm = wasm;
        this.sections = sections;
    }

    /**
     * Copies the bytes.
     *
     * @throws ClaimsException with WASCC-S008 where they are no module or component
     */
    public static ActorModule of(byte[] wasm) throws ClaimsException {
        return owning(wasm.clone());
    }

    /**
     * Reads a file.
     *
     * @throws IOException as {@link Files#newInputStream} does: missing, a directory, not readable
     * @throws ClaimsException with WASCC-S008 where the file is no module or component, or larger than {@link #MAX_SIZE}
     */
    public static ActorModule read(Path file) throws IOException, ClaimsException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /** Reads to the end of the stream, which stays open; refuses as {@link #read(Path)} does. */
    public static ActorModule read(InputStream in) throws IOException, ClaimsException {
        byte[] wasm = in.readNBytes(MAX_SIZE + 1);
        if (wasm.length > MAX_SIZE) {
            throw new ClaimsException(
                    ClaimsRule.MALFORMED_MODULE,
                    "the module is larger than " + (MAX_SIZE >> 20) + " MiB, the most that is read");
        }
        return owning(wasm);
    }

    private static ActorModule owning(byte[] wasm) throws ClaimsException {
        return new ActorModule(wasm, Sections.scan(wasm));
    }

    /** Whether this is a component, which this project signs and verifies, but does not run. */
    public boolean isComponent() {
        return sections.kind() == Sections.Kind.COMPONENT;
    }

    /** Size in bytes, token and all. */
    public int size() {
        return wasm.length;
    }

    /** A copy of the file's bytes. */
    public byte[] bytes() {
        return wasm.clone();
    }

    boolean sameBytes(ActorModule other) {
        return Arrays.equals(wasm, other.wasm);
    }

    /** A copy of some of them; the range is from this module's own {@link ModuleOutline}. */
    public byte[] bytes(ModuleOutline.Range range) {
        return Arrays.copyOfRange(wasm, range.start(), range.end());
    }

    /** The name of the section that holds the token: {@code jwt}, or {@code wasmcloud_jwt} as wascap 0.9 and later write it. */
    public Optional<String> tokenSection() {
        return tokens().stream().findFirst().map(Section::name);
    }

    /**
     * The token at top level; nested ones do not count.
     *
     * @throws ClaimsException with WASCC-S002 where there are several, with the findings of {@link Token#parse} where there is
     *     one and it is malformed
     */
    public Optional<Token> token() throws ClaimsException {
        Token known = token;
        if (known != null) {
            return Optional.of(known);
        }
        List<Section> tokens = tokens();
        if (tokens.size() > 1) {
            throw new ClaimsException(
                    ClaimsRule.SEVERAL_TOKENS,
                    "the module carries " + tokens.size()
                            + " tokens at top level, and readers disagree which one counts",
                    "sign it again with wascc sign FILE, which leaves one");
        }
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        Section section = tokens.get(0);
        String text = Token.utf8(Arrays.copyOfRange(wasm, section.payload(), section.end()), "text");
        Token read = Token.parse(text);
        token = read;
        return Optional.of(read);
    }

    /** The bytes of the first token section as text, whatever they are; for people who want to look at a broken one. */
    public Optional<String> rawToken() {
        return tokens().stream()
                .findFirst()
                .map(section ->
                        new String(wasm, section.payload(), section.end() - section.payload(), StandardCharsets.UTF_8));
    }

    /** Whether a length of a section is spelled longer than needed; signing writes it shorter. */
    public boolean hasPaddedSections() {
        return sections.list().stream().filter(section -> !section.isToken()).anyMatch(Section::paddedLength);
    }

    /** Whether the contents of sections hold numbers that readers up to wascap 0.8 would write shorter, and so hash differently. */
    public LegacyReaders legacyReaders() {
        return PaddedNumbers.in(wasm, sections);
    }

    ModuleOutline outline() throws ClaimsException {
        return ModuleOutline.of(wasm, sections);
    }

    /** SHA-256 of the whole file, token and all, 64 lower-case hex digits as {@code sha256sum} prints them. */
    public String sha256() {
        Sha256 hash = new Sha256();
        hash.accept(wasm, 0, wasm.length);
        return hash.upperHex().toLowerCase(Locale.ROOT);
    }

    /** SHA-256 of the file with its token sections cut out, 64 upper-case hex digits. */
    public String verbatimHash() {
        Sha256 hash = new Sha256();
        int at = 0;
        for (Section token : tokens()) {
            hash.accept(wasm, at, token.start() - at);
            at = token.end();
        }
        hash.accept(wasm, at, wasm.length - at);
        return hash.upperHex();
    }

    /** Whether {@code claimed} is the hash of this module, and in which form. */
    Optional<HashForm> matching(String claimed) throws ClaimsException {
        if (verbatimHash().equals(claimed)) {
            return Optional.of(HashForm.VERBATIM);
        }
        Sha256 hash = new Sha256();
        SectionCopy.forHash(wasm).copy(sections, hash::accept);
        if (hash.upperHex().equals(claimed)) {
            return Optional.of(HashForm.SECTION_COPY);
        }
        return Optional.empty();
    }

    /** This module as a section copy, without any token: what a signer hashes and writes. */
    ActorModule unsigned() throws ClaimsException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream(wasm.length);
        SectionCopy.forWriting(wasm).copy(sections, copy::write);
        return owning(copy.toByteArray());
    }

    /** This module with a section {@code jwt} behind its last one. */
    ActorModule withToken(Token token) throws ClaimsException {
        byte[] text = token.text().getBytes(StandardCharsets.UTF_8);
        byte[] length = Leb128.minimal(4 + text.length);
        byte[] signed = Arrays.copyOf(wasm, wasm.length + 1 + length.length + 4 + text.length);
        int at = wasm.length;
        signed[at++] = 0;
        System.arraycopy(length, 0, signed, at, length.length);
        at += length.length;
        signed[at++] = 3;
        signed[at++] = 'j';
        signed[at++] = 'w';
        signed[at++] = 't';
        System.arraycopy(text, 0, signed, at, text.length);
        return owning(signed);
    }

    private List<Section> tokens() {
        return sections.list().stream().filter(Section::isToken).toList();
    }
}
