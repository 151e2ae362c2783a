package dev.wascc.document;

import dev.wascc.document.Node.Mapping;
import dev.wascc.document.Node.Place;
import dev.wascc.document.Node.Scalar;
import dev.wascc.document.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLSchema;

/** Reads one YAML or JSON document into nodes: no duplicate keys, no anchors, tags or aliases, bounded in depth and size. */
final class NodeReader {
    static final int MAX_SIZE = 1 << 20;
    static final int MAX_LARGE = 16 << 20;
    private static final int MAX_DEPTH = 50;

    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxDocumentLength(MAX_SIZE)
            .build();
    private static final TokenStreamFactory YAML = YAMLFactory.builder()
            .yamlSchema(YAMLSchema.CORE)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(CONSTRAINTS)
            .build();
    private static final TokenStreamFactory LARGE_YAML = YAMLFactory.builder()
            .yamlSchema(YAMLSchema.CORE)
            .loadSettings(LoadSettings.builder().setCodePointLimit(MAX_LARGE).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    CONSTRAINTS.rebuild().maxDocumentLength(MAX_LARGE).build())
            .build();
    private static final TokenStreamFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(CONSTRAINTS)
            .build();

    private final String file;
    private final JsonParser parser;

    private NodeReader(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static Node read(String file, String text, boolean yaml) throws DocumentException {
        return read(file, text, yaml ? YAML : JSON);
    }

    static Node readLarge(String file, String text) throws DocumentException {
        return read(file, text, LARGE_YAML);
    }

    private static Node read(String file, String text, TokenStreamFactory factory) throws DocumentException {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            NodeReader reader = new NodeReader(file, parser);
            if (parser.nextToken() == null) {
                throw new DocumentException(file + ": the file is empty");
            }
            Node node = reader.node();
            if (parser.nextToken() != null) {
                throw reader.at(reader.place(), "there is more than one document");
            }
            return node;
        } catch (JacksonException e) {
            String why =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            if (why.startsWith("Unrecognized token")) {
                why = "here is a word without quotes"; // the word itself may be a secret
            }
            TokenStreamLocation where = e.getLocation();
            Place place = where == null ? new Place(1, 1) : of(where);
            throw new DocumentException(file + ":" + Math.max(1, place.line()) + ":" + Math.max(1, place.column())
                    + ": cannot be read: " + why);
        }
    }

    private static Place of(TokenStreamLocation location) {
        return new Place(location.getLineNr(), location.getColumnNr());
    }

    private Place place() {
        return of(parser.currentTokenLocation());
    }

    private DocumentException at(Place place, String message) {
        return new DocumentException(file + ":" + place.line() + ":" + place.column() + ": " + message);
    }

    private Node node() throws DocumentException {
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            throw at(place(), "anchors and aliases (& and *) are not taken here; write the value out");
        }
        if (parser.getTypeId() != null) {
            throw at(place(), "tags (!) are not taken here; leave " + parser.getTypeId() + " out");
        }
        Place place = place();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(place);
            case START_ARRAY -> sequence(place);
            case VALUE_NULL -> new Scalar(place, null, false);
            case VALUE_STRING -> new Scalar(place, parser.getString(), true);
            default -> new Scalar(place, parser.getString(), false);
        };
    }

    private Mapping mapping(Place place) throws DocumentException {
        LinkedHashMap<String, Node> members = new LinkedHashMap<>();
        Map<String, Place> keys = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            keys.put(key, place());
            parser.nextToken();
            members.put(key, node());
        }
        return new Mapping(place, members, keys);
    }

    private Sequence sequence(Place place) throws DocumentException {
        List<Node> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node());
        }
        return new Sequence(place, elements);
    }
}
