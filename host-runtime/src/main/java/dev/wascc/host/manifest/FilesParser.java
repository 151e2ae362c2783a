package dev.wascc.host.manifest;

import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.wapc.FileQuota;
import dev.wascc.wapc.GuestFiles.Access;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The block {@code files} of an actor or portable provider: {@code none}, {@code memory}, or a mapping for a directory. */
final class FilesParser {
    static final int MAX_QUOTA_MIB = 1 << 20;
    static final int MAX_FILES = 10_000_000;
    static final int MIN_OPEN = 4;
    static final int MAX_OPEN = 65_536;

    private FilesParser() {}

    static FilesEntry own(Fields owner, UnaryOperator<String> expanded) throws DocumentException {
        Optional<Node> node = owner.optional("files");
        if (node.isEmpty()) {
            return FilesEntry.NONE;
        }
        if (!(node.get() instanceof Mapping)) {
            String word =
                    owner.word(node.get(), "files, if it is no mapping with a directory,", List.of("none", "memory"));
            return word.equals("memory") ? FilesEntry.MEMORY : FilesEntry.NONE;
        }
        Fields fields = Fields.of(
                owner.file(),
                node.get(),
                "files",
                List.of("directory", "access", "quota_mib", "quota_files", "quota_open"));
        FileQuota usual = FileQuota.defaults();
        FileQuota quota = new FileQuota(
                (long) number(fields, "quota_mib", 0, MAX_QUOTA_MIB, (int) (usual.bytes() >> 20)) << 20,
                number(fields, "quota_files", 0, MAX_FILES, usual.files()),
                number(fields, "quota_open", MIN_OPEN, MAX_OPEN, usual.open()));
        return FilesEntry.in(expanded.apply(fields.filled("directory")), access(fields), quota);
    }

    private static Access access(Fields fields) throws DocumentException {
        Optional<Node> node = fields.optional("access");
        boolean writes = node.isPresent()
                && fields.word(node.get(), "access", List.of("read", "write")).equals("write");
        return writes ? Access.READ_WRITE : Access.READ_ONLY;
    }

    private static int number(Fields fields, String key, int min, int max, int usual) throws DocumentException {
        Optional<Node> node = fields.optional(key);
        return node.isPresent() ? fields.number(node.get(), key, min, max) : usual;
    }
}
