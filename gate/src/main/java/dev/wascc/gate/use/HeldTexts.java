package dev.wascc.gate.use;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for many texts at once in bytes, as UTF-8 and, for guests whose strings are that, as UTF-16LE. Safe for several threads. */
final class HeldTexts {
    private final @Nullable Node[] first = new @Nullable Node[256];

    HeldTexts(Collection<String> texts) {
        Node root = new Node();
        for (String text : texts) {
            root.add(text, text.getBytes(StandardCharsets.UTF_8));
            root.add(text, text.getBytes(StandardCharsets.UTF_16LE));
        }
        for (int b = 0; b < first.length; b++) {
            first[b] = root.next((byte) b);
        }
    }

    /** Those of the texts that the bytes hold. */
    Set<String> in(byte[] bytes) {
        Set<String> found = new HashSet<>();
        for (int from = 0; from < bytes.length; from++) {
            Node node = first[bytes[from] & 0xff];
            for (int at = from + 1; node != null; at++) {
                if (node.text != null) {
                    found.add(node.text);
                }
                node = at < bytes.length ? node.next(bytes[at]) : null;
            }
        }
        return found;
    }

    /** A prefix of texts; few bytes can follow one. */
    private static final class Node {
        private final List<Node> children = new ArrayList<>();
        private byte[] bytes = {};

        private @Nullable String text;

        @Nullable
        Node next(byte b) {
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == b) {
                    return children.get(i);
                }
            }
            return null;
        }

        void add(String whole, byte[] encoded) {
            Node node = this;
            for (byte b : encoded) {
                Node child = node.next(b);
                if (child == null) {
                    child = new Node();
                    node.bytes = Arrays.copyOf(node.bytes, node.bytes.length + 1);
                    node.bytes[node.bytes.length - 1] = b;
                    node.children.add(child);
                }
                node = child;
            }
            node.text = whole;
        }
    }
}
