package dev.wascc.claims;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a token says of its subject, by kind: the {@code wascap} object. An absent component is a member the token does not
 * have. Member names, order and omission are those of wascap 0.2 to 0.16.
 */
public sealed interface Metadata {

    /**
     * A module that may be run.
     *
     * @param hash SHA-256 of the module without its token, 64 upper-case hex digits; empty before signing
     * @param capabilities ids the actor may use; for a portable provider the one it provides
     * @param revision grows with each release
     * @param version for people
     * @param callAlias a name other actors may call it by
     * @param provider whether the module is a portable capability provider
     */
    record Actor(
            @Nullable String name,
            String hash,
            @Nullable List<String> tags,
            @Nullable List<String> capabilities,
            @Nullable Integer revision,
            @Nullable String version,
            @Nullable String callAlias,
            boolean provider)
            implements Metadata {

        public Actor {
            tags = tags == null ? null : List.copyOf(tags);
            capabilities = capabilities == null ? null : List.copyOf(capabilities);
        }

        /** The capabilities, none where the token has no such member. */
        public List<String> granted() {
            return capabilities == null ? List.of() : capabilities;
        }

        /** The tags, none where the token has no such member. */
        public List<String> tagged() {
            return tags == null ? List.of() : tags;
        }

        /** The same with this revision. */
        public Actor revised(@Nullable Integer other) {
            return new Actor(name, hash, tags, capabilities, other, version, callAlias, provider);
        }

        Actor listing(@Nullable List<String> otherCapabilities, @Nullable List<String> otherTags) {
            return new Actor(name, hash, otherTags, otherCapabilities, revision, version, callAlias, provider);
        }

        Actor withHash(String moduleHash) {
            return new Actor(name, moduleHash, tags, capabilities, revision, version, callAlias, provider);
        }
    }

    /**
     * A native capability provider, as it stands in a {@code .par} archive.
     *
     * @param targetHashes SHA-256 of each library by target, {@code x86_64-linux}
     * @param configSchema any JSON, as compact text
     */
    record Provider(
            @Nullable String name,
            @Nullable String capability,
            String vendor,
            @Nullable Integer revision,
            @Nullable String version,
            Map<String, String> targetHashes,
            @Nullable String configSchema)
            implements Metadata {

        public Provider {
            targetHashes = java.util.Collections.unmodifiableMap(new TreeMap<>(targetHashes));
        }
    }

    /** An account, the usual issuer of actors. */
    record Account(@Nullable String name, @Nullable List<String> validSigners) implements Metadata {
        public Account {
            validSigners = validSigners == null ? null : List.copyOf(validSigners);
        }
    }

    /** An operator, the usual issuer of accounts. */
    record Operator(@Nullable String name, @Nullable List<String> validSigners) implements Metadata {
        public Operator {
            validSigners = validSigners == null ? null : List.copyOf(validSigners);
        }
    }

    /** A cluster of hosts. */
    record Cluster(@Nullable String name, @Nullable List<String> validSigners) implements Metadata {
        public Cluster {
            validSigners = validSigners == null ? null : List.copyOf(validSigners);
        }
    }

    /**
     * One call on a lattice.
     *
     * @param hash SHA-256 over origin URL, target URL and payload, 64 upper-case hex digits
     */
    record Invocation(String targetUrl, String originUrl, String hash) implements Metadata {}
}
