package dev.wascc.claims;

/** Which bytes a token's hash was found to be of. */
public enum HashForm {
    /** The file as it is, with the token's section cut out. Matches every file that wascap up to 0.9 wrote. */
    VERBATIM("the file with its token cut out"),
    /** Each section copied with the shortest length; what wascap 0.10 and later hash. */
    SECTION_COPY("a copy of the sections, lengths made minimal");

    private final String words;

    HashForm(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
