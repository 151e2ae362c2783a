package dev.wascc.providers.redis;

import dev.wascc.provider.message.FieldType.Choice;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The compact form of an answer to {@code GRAPH.QUERY} (RedisGraph's "Result set structure" and client specification) to the ResultSet of
 * wasccgraph-common 0.0.2. Names of labels, relation types and properties stand there as numbers; the graph is asked for them where an
 * answer has any. What a ResultSet cannot hold, arrays, paths, maps and points, is refused.
 */
final class GraphReply {
    private static final long COLUMN_NODE = 2;
    private static final long COLUMN_RELATION = 3;
    private static final int NULL = 1;
    private static final int STRING = 2;
    private static final int INTEGER = 3;
    private static final int BOOLEAN = 4;
    private static final int DOUBLE = 5;
    private static final int EDGE = 7;
    private static final int NODE = 8;

    /** Runs a query in the graph that the answer is of. */
    interface Asking {
        Object ask(String cypher) throws RedisException;
    }

    private final Asking graph;
    private final Map<String, List<String>> names = new HashMap<>();

    GraphReply(Asking graph) {
        this.graph = graph;
    }

    Message resultSet(Object reply) throws RedisException {
        List<?> parts = RedisServer.elements(reply);
        if (parts.isEmpty()) {
            throw new IllegalStateException("the answer is none of a graph");
        }
        List<Choice> columns = new ArrayList<>();
        if (parts.size() > 1) {
            List<?> header = RedisServer.elements(parts.get(0));
            List<?> rows = RedisServer.elements(parts.get(1));
            for (int i = 0; i < header.size(); i++) {
                columns.add(column(RedisServer.elements(header.get(i)), cells(rows, i)));
            }
        }
        return Shapes.RESULT_SET
                .message()
                .with("columns", columns)
                .with("statistics", RedisServer.texts(parts.get(parts.size() - 1)));
    }

    private static List<List<?>> cells(List<?> rows, int column) {
        List<List<?>> cells = new ArrayList<>();
        for (Object row : rows) {
            cells.add(RedisServer.elements(RedisServer.elements(row).get(column)));
        }
        return cells;
    }

    /** Old servers say what a column holds; newer ones say "scalar" of all, and what it is with each value. */
    private Choice column(List<?> header, List<List<?>> cells) throws RedisException {
        long type = whole(header.get(0));
        String name = RedisServer.text(header.get(1));
        if (type == COLUMN_NODE || type == COLUMN_RELATION) {
            return entities(type == COLUMN_NODE, cells);
        }
        boolean nodes = !cells.isEmpty() && cells.stream().allMatch(cell -> whole(cell.get(0)) == NODE);
        boolean relations = !cells.isEmpty() && cells.stream().allMatch(cell -> whole(cell.get(0)) == EDGE);
        if (nodes || relations) {
            List<List<?>> values = new ArrayList<>();
            cells.forEach(cell -> values.add(RedisServer.elements(cell.get(1))));
            return entities(nodes, values);
        }
        List<Choice> scalars = new ArrayList<>();
        for (List<?> cell : cells) {
            scalars.add(scalar((int) whole(cell.get(0)), cell.get(1), "the column " + name));
        }
        return new Choice("Scalars", scalars);
    }

    private Choice entities(boolean nodes, List<List<?>> values) throws RedisException {
        List<Message> entities = new ArrayList<>();
        for (List<?> value : values) {
            entities.add(nodes ? node(value) : relation(value));
        }
        return new Choice(nodes ? "Nodes" : "Relations", entities);
    }

    /** {@code [id, [label], [[key, type, value]]]}. */
    private Message node(List<?> node) throws RedisException {
        List<String> labels = new ArrayList<>();
        for (Object label : RedisServer.elements(node.get(1))) {
            labels.add(name("db.labels()", whole(label)));
        }
        return Shapes.NODE.message().with("labels", labels).with("properties", properties(node.get(2)));
    }

    /** {@code [id, type, source, destination, [[key, type, value]]]}. */
    private Message relation(List<?> relation) throws RedisException {
        return Shapes.RELATION
                .message()
                .with("type_name", name("db.relationshipTypes()", whole(relation.get(1))))
                .with("properties", properties(relation.get(4)));
    }

    private Map<String, Choice> properties(@Nullable Object list) throws RedisException {
        Map<String, Choice> properties = new LinkedHashMap<>();
        for (Object element : RedisServer.elements(list)) {
            List<?> property = RedisServer.elements(element);
            String key = name("db.propertyKeys()", whole(property.get(0)));
            properties.put(key, scalar((int) whole(property.get(1)), property.get(2), "the property " + key));
        }
        return properties;
    }

    private static Choice scalar(int type, @Nullable Object value, String where) {
        return switch (type) {
            case NULL -> new Choice("Nil", null);
            case STRING ->
                new Choice(
                        "String",
                        value instanceof byte[] bytes
                                ? bytes
                                : RedisServer.text(value).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            case INTEGER -> new Choice("Integer", whole(value));
            case BOOLEAN -> new Choice("Boolean", RedisServer.text(value).equals("true"));
            case DOUBLE -> new Choice("Double", Double.parseDouble(RedisServer.text(value)));
            default ->
                throw new IllegalStateException(
                        where
                                + " holds what no ResultSet can: nodes beside other values, an array, a path, a map or a point; return its parts");
        };
    }

    private static long whole(@Nullable Object value) {
        return value instanceof Long number ? number : Long.parseLong(RedisServer.text(value));
    }

    private String name(String procedure, long number) throws RedisException {
        List<String> known = names.get(procedure);
        if (known == null) {
            known = new ArrayList<>();
            List<?> parts = RedisServer.elements(graph.ask("CALL " + procedure));
            for (Object row : RedisServer.elements(parts.size() > 1 ? parts.get(1) : null)) {
                List<?> cell = RedisServer.elements(RedisServer.elements(row).get(0));
                known.add(RedisServer.text(cell.get(1)));
            }
            names.put(procedure, known);
        }
        if (number < 0 || number >= known.size()) {
            throw new IllegalStateException("the graph has no name for number " + number + " of " + procedure);
        }
        return known.get((int) number);
    }
}
