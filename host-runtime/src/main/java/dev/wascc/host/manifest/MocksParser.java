package dev.wascc.host.manifest;

import dev.wascc.document.DocumentException;
import dev.wascc.document.Fields;
import dev.wascc.document.Node;
import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Node.Scalar;
import dev.wascc.document.Suggestion;
import dev.wascc.host.manifest.Manifest.Mock;
import dev.wascc.provider.Binding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The block {@code mocks} of a manifest, by capability, and {@code mock} of one binding, which is stronger. */
final class MocksParser {
    /** What stands behind {@code mock}: {@code true}, {@code false} or a file of canned answers. */
    private record Choice(boolean on, Optional<String> answers) {}

    private final Fields top;
    private final UnaryOperator<String> expand;
    private final Map<Binding, Choice> own = new LinkedHashMap<>();

    /** @param expand puts variables in the name of a file */
    MocksParser(Fields top, UnaryOperator<String> expand) {
        this.top = top;
        this.expand = expand;
    }

    void binding(Fields entry, Binding binding) throws DocumentException {
        Optional<Node> node = entry.optional("mock");
        if (node.isPresent()) {
            if (binding.actor().equals(binding.capability())) {
                throw entry.at(
                        entry.place("mock"), "the configuration of an actor itself has no provider to be mocked");
            }
            own.put(binding, choice(entry, node.get(), "mock"));
        }
    }

    /** Of these bindings, those that are mocked. */
    List<Mock> mocks(List<Binding> bindings) throws DocumentException {
        Map<String, Choice> byCapability = byCapability(bindings);
        List<Mock> mocks = new ArrayList<>();
        for (Binding binding : bindings) {
            Choice choice = own.getOrDefault(binding, byCapability.get(binding.capability()));
            if (choice != null && choice.on) {
                mocks.add(new Mock(binding.actor(), binding.capability(), binding.name(), choice.answers.orElse(null)));
            }
        }
        return mocks;
    }

    private Map<String, Choice> byCapability(List<Binding> bindings) throws DocumentException {
        Optional<Node> node = top.optional("mocks");
        Map<String, Choice> choices = new LinkedHashMap<>();
        if (node.isEmpty()) {
            return choices;
        }
        if (!(node.get() instanceof Mapping mapping)) {
            throw top.at(node.get().place(), "mocks is a mapping of capabilities to true or a file of canned answers");
        }
        List<String> bound =
                bindings.stream().map(Binding::capability).distinct().toList();
        for (Map.Entry<String, Node> member : mapping.members().entrySet()) {
            String capability = member.getKey();
            if (!bound.contains(capability)) {
                throw top.at(
                        mapping.keys().getOrDefault(capability, mapping.place()),
                        "mocks has " + capability + ", which nothing is bound to" + Suggestion.of(capability, bound));
            }
            choices.put(capability, choice(top, member.getValue(), capability));
        }
        return choices;
    }

    private Choice choice(Fields fields, Node node, String what) throws DocumentException {
        if (node instanceof Scalar scalar && "true".equals(scalar.text()) && !scalar.quoted()) {
            return new Choice(true, Optional.empty());
        } else if (node instanceof Scalar scalar && "false".equals(scalar.text()) && !scalar.quoted()) {
            return new Choice(false, Optional.empty());
        } else if (node instanceof Scalar scalar
                && scalar.quoted()
                && scalar.text() != null
                && !scalar.text().isBlank()) {
            return new Choice(true, Optional.of(expand.apply(scalar.text())));
        }
        throw fields.at(node.place(), what + " is true, false or a file of canned answers");
    }
}
