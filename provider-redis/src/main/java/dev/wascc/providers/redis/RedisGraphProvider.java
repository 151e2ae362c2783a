package dev.wascc.providers.redis;

import dev.wascc.provider.CapabilityDescriptor;
import dev.wascc.provider.CapabilityDescriptor.Direction;
import dev.wascc.provider.CapabilityDescriptor.Operation;
import dev.wascc.provider.message.Message;
import dev.wascc.provider.message.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.commands.ProtocolCommand;

/** {@code wascc:graphdb} on RedisGraph or FalkorDB: Cypher by {@code GRAPH.QUERY}, as wasccgraph-redis 0.1.0. */
public final class RedisGraphProvider extends RedisProvider {

    private enum Command implements ProtocolCommand {
        QUERY,
        DELETE;

        @Override
        public byte[] getRaw() {
            return ("GRAPH." + name()).getBytes(StandardCharsets.US_ASCII);
        }
    }

    @Override
    public CapabilityDescriptor descriptor() {
        return new CapabilityDescriptor(
                "wascc:graphdb",
                "waSCC graph database (RedisGraph, FalkorDB)",
                "0.1.0",
                1,
                "Graphs by name, asked in Cypher",
                List.of(
                        new Operation("QueryGraph", Direction.TO_PROVIDER, "Runs a query"),
                        new Operation("DeleteGraph", Direction.TO_PROVIDER, "Deletes a graph")));
    }

    @Override
    public byte[] handle(String actor, String operation, byte[] payload) throws Exception {
        RedisServer server = server(actor);
        switch (operation) {
            case "QueryGraph" -> {
                Message request = Shapes.GRAPH_QUERY.decode(payload);
                String graph = request.text("graph_name");
                Object reply = query(server, graph, request.text("query"));
                return new GraphReply(procedure -> query(server, graph, procedure))
                        .resultSet(reply)
                        .encode();
            }
            case "DeleteGraph" -> {
                server.write(Command.DELETE, Shapes.GRAPH_DELETE.decode(payload).text("graph_name"));
                return new byte[0];
            }
            default -> throw new IllegalArgumentException("bad dispatch");
        }
    }

    private static Object query(RedisServer server, String graph, String cypher) throws RedisException {
        Object reply = server.write(Command.QUERY, graph, cypher, "--compact");
        return reply == null ? List.of() : reply;
    }
}
