package dev.wascc.providers.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wascc.provider.Binding;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.MessageTree;
import dev.wascc.provider.message.Shapes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The provider against a double that answers in the compact form of RedisGraph's client specification: {@code [[type, name]…], [[cell…]…],
 * statistics}, and names as numbers.
 */
@Timeout(60)
class RedisGraphProviderTest {
    private static final List<String> STATISTICS =
            List.of("Cached execution: 0", "Query internal execution time: 0.2 ms");

    /** {@code [[1, name]], [[[2, text]]…], statistics}, as procedures that list names answer. */
    private static Object names(String... names) {
        return List.of(
                List.of(List.of(1, "name")),
                Arrays.stream(names).map(name -> List.of(List.of(2, name))).toList(),
                STATISTICS);
    }

    private static Object answer(List<String> command) {
        if (command.get(0).equals("GRAPH.DELETE")) {
            return command.get(1).equals("g") ? "Graph removed" : "-ERR Invalid graph operation on empty key";
        }
        return switch (command.get(2)) {
            case "CALL db.labels()" -> names("City", "Person");
            case "CALL db.relationshipTypes()" -> names("knows");
            case "CALL db.propertyKeys()" -> names("name", "since");
            case "scalars" ->
                List.of(
                        List.of(List.of(1, "s")),
                        List.of(
                                List.of(Arrays.asList(1, null)),
                                List.of(List.of(4, "true")),
                                List.of(List.of(3, -5)),
                                List.of(List.of(5, "1.5")),
                                List.of(List.of(2, "hi"))),
                        STATISTICS);
            // Before version 2.2 the header says what a column holds, and cells have no type of their own.
            case "old" ->
                List.of(
                        List.of(List.of(2, "n"), List.of(3, "r")),
                        List.of(List.of(
                                List.of(7, List.of(1), List.of(List.of(0, 2, "bob"))),
                                List.of(9, 0, 7, 8, List.of(List.of(1, 3, 2020))))),
                        STATISTICS);
            case "new" ->
                List.of(
                        List.of(List.of(1, "n"), List.of(1, "r")),
                        List.of(List.of(
                                List.of(8, List.of(7, List.of(1), List.of(List.of(0, 2, "bob")))),
                                List.of(7, List.of(9, 0, 7, 8, List.of(List.of(1, 3, 2020)))))),
                        STATISTICS);
            case "array" -> List.of(List.of(List.of(1, "a")), List.of(List.of(List.of(6, List.of()))), STATISTICS);
            case "create" -> List.of(List.of("Nodes created: 1"));
            default -> "-errMsg: Invalid input 'x': expected MATCH";
        };
    }

    private static Map<String, Object> query(RedisGraphProvider provider, String query) throws Exception {
        Message request = Shapes.GRAPH_QUERY.message().with("query", query).with("graph_name", "g");
        byte[] answer = provider.handle("A", "QueryGraph", request.encode());
        return MessageTree.of(Shapes.RESULT_SET.decode(answer));
    }

    private interface Work {
        void run(RedisGraphProvider provider, RespDouble server) throws Exception;
    }

    private static void with(Work work) throws Exception {
        try (RespDouble server = new RespDouble(RedisGraphProviderTest::answer);
                RedisGraphProvider provider = new RedisGraphProvider()) {
            provider.bind(Binding.of("A", "wascc:graphdb", Map.of("URL", "redis://127.0.0.1:" + server.port())));
            work.run(provider, server);
        }
    }

    @Test
    void scalars_of_every_type_are_encoded_as_the_codec_does() throws Exception {
        with((provider, server) -> {
            Message request =
                    Shapes.GRAPH_QUERY.message().with("query", "scalars").with("graph_name", "g");
            String hex = HexFormat.of().formatHex(provider.handle("A", "QueryGraph", request.encode()));
            // The column of the vector for ResultSet: {0: [{0: nil}, {1: true}, {2: -5}, {3: 1.5}, {4: "hi" as
            // integers}]}.
            assertThat(hex).contains("8100958100c08101c38102fb8103cb3ff8000000000000810492" + "6869");
            assertThat(server.commands()).containsExactly(List.of("GRAPH.QUERY", "g", "scalars", "--compact"));
        });
    }

    @Test
    void nodes_and_relations_have_names_instead_of_numbers_whatever_the_server_s_age() throws Exception {
        with((provider, server) -> {
            Map<String, Object> old = query(provider, "old");
            assertThat(old).isEqualTo(query(provider, "new"));
            assertThat(old.toString()).contains("Person", "name", "knows", "since", "2020");
            assertThat(server.commands().stream()
                            .filter(command -> command.get(2).startsWith("CALL"))
                            .count())
                    .isEqualTo(6);
        });
    }

    @Test
    void an_answer_without_rows_has_statistics_alone() throws Exception {
        with((provider, server) -> assertThat(query(provider, "create"))
                .isEqualTo(Map.of("columns", List.of(), "statistics", List.of("Nodes created: 1"))));
    }

    @Test
    void what_cannot_be_carried_and_what_the_server_refuses_is_told() throws Exception {
        with((provider, server) -> {
            assertThatThrownBy(() -> query(provider, "array")).hasMessageContaining("the column a");
            assertThatThrownBy(() -> query(provider, "x")).hasMessageContaining("expected MATCH");
            assertThatThrownBy(() -> provider.handle("A", "Nope", new byte[0])).hasMessage("bad dispatch");
        });
    }

    @Test
    void a_graph_is_deleted_once() throws Exception {
        with((provider, server) -> {
            byte[] request =
                    Shapes.GRAPH_DELETE.message().with("graph_name", "g").encode();
            assertThat(provider.handle("A", "DeleteGraph", request)).isEmpty();
            byte[] other = Shapes.GRAPH_DELETE.message().with("graph_name", "h").encode();
            assertThatThrownBy(() -> provider.handle("A", "DeleteGraph", other))
                    .hasMessageContaining("Invalid graph operation");
        });
    }
}
