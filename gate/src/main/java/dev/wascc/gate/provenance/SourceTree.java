package dev.wascc.gate.provenance;

import org.jspecify.annotations.Nullable;

/**
 * The source that a module was built from, as far as it is known.
 *
 * @param url of the repository, without passwords; git's own spelling of it
 * @param commit 40 or 64 digits of lower-case hex
 * @param state of the files beside that commit
 */
public record SourceTree(@Nullable String url, @Nullable String commit, State state) {
    /** Nothing is known. */
    public static final SourceTree UNKNOWN = new SourceTree(null, null, State.UNKNOWN);

    /** Whether files under version control differ from the commit. */
    public enum State {
        CLEAN,
        MODIFIED,
        UNKNOWN
    }

    public SourceTree {
        if (commit != null && !isCommit(commit)) {
            throw new IllegalArgumentException("a commit is 40 or 64 digits of lower-case hex");
        }
    }

    public static boolean isCommit(String text) {
        return (text.length() == 40 || text.length() == 64) && text.matches("[0-9a-f]+");
    }

    /** This, where what is given here counts first. */
    public SourceTree or(SourceTree other) {
        boolean same = commit == null || commit.equals(other.commit);
        return new SourceTree(
                url == null ? other.url : url,
                commit == null ? other.commit : commit,
                state == State.UNKNOWN && same ? other.state : state);
    }

    /** Whether a text can stand behind {@code git+} as an address of a repository: a URI, or {@code user@host:path}. */
    public static boolean isAddress(String text) {
        return Members.isUri(withoutSecrets(text));
    }

    /**
     * A repository's address as a URI, and without what a log must not show: the user of a web address, the password of any, the
     * query.
     */
    public static String withoutSecrets(String url) {
        String plain = url.matches("[\\w.-]+@[\\w.-]+:[^/].*") ? "ssh://" + url.replaceFirst(":", "/") : url;
        plain = plain.replaceFirst("^(https?://)[^/]*@", "$1").replaceFirst("^([a-z+]+://[^/@:]*):[^/]*@", "$1@");
        int end = plain.indexOf('?');
        return end < 0 ? plain : plain.substring(0, end);
    }
}
