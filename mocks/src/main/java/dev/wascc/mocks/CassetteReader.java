package dev.wascc.mocks;

import dev.wascc.document.Document;
import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.mocks.Cassette.Exchange;
import dev.wascc.provider.Binding;
import dev.wascc.provider.message.MessageShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A document to a cassette. */
final class CassetteReader {
    private CassetteReader() {}

    static Cassette cassette(Document document) throws DocumentException {
        Fields top = Fields.of(
                document.file(), document.root(), "a cassette", List.of("version", "redacted", "calls", "events"));
        top.number(top.required("version"), "version", 1, 1);
        Optional<Node> redacted = top.given("redacted");
        Set<String> fields = new HashSet<>();
        if (redacted.isPresent()) {
            fields.addAll(top.texts(redacted.get(), "redacted"));
        }
        return new Cassette(document.file(), new Redaction(fields), exchanges(top, "calls"), exchanges(top, "events"));
    }

    private static List<Exchange> exchanges(Fields top, String key) throws DocumentException {
        List<Exchange> exchanges = new ArrayList<>();
        Optional<Node> list = top.given(key);
        if (list.isPresent()) {
            for (Node entry : top.list(list.get(), key)) {
                exchanges.add(exchange(Fields.of(
                        top.file(),
                        entry,
                        "a call",
                        List.of("actor", "capability", "binding", "operation", "request", "response", "error"))));
            }
        }
        return exchanges;
    }

    private static Exchange exchange(Fields entry) throws DocumentException {
        String operation = entry.filled("operation");
        if (entry.has("response") == entry.has("error")) {
            throw entry.at(entry.place(), "a call has either a response or an error");
        }
        Optional<Node> binding = entry.given("binding");
        Object response = null;
        String error = null;
        if (entry.has("response")) {
            response = payload(entry, "response", Payloads.response(operation));
        } else {
            error = entry.text(entry.required("error"), "error");
        }
        return new Exchange(
                entry.place().line(),
                entry.filled("actor"),
                entry.filled("capability"),
                binding.isPresent() ? entry.filled(binding.get(), "binding") : Binding.DEFAULT_NAME,
                operation,
                payload(entry, "request", Payloads.request(operation)),
                response,
                error);
    }

    /** A payload that can be sent; what it is then sent as, with the fields that a hand has left out. */
    private static Object payload(Fields entry, String key, Optional<MessageShape> shape) throws DocumentException {
        Node node = entry.required(key);
        @Nullable Object tree = Trees.of(node);
        if (tree == null) {
            throw entry.at(node.place(), key + " has nothing behind it; \"\" is an empty one");
        }
        byte[] bytes = Shaped.payload(entry, key, shape);
        return tree instanceof String ? tree : Payloads.tree(shape, bytes);
    }
}
