package dev.wascc.provider.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every message as wascc-codec 0.8.1 writes and reads it. */
class MessageVectorsTest {
    private static final JsonNode VECTORS = read();
    private static final HexFormat HEX = HexFormat.of();
    private static final Map<String, MessageShape> SHAPES = Map.ofEntries(
            Map.entry("CapabilityConfiguration", Shapes.CAPABILITY_CONFIGURATION),
            Map.entry("HealthRequest", Shapes.HEALTH_REQUEST),
            Map.entry("LiveUpdate", Shapes.LIVE_UPDATE),
            Map.entry("CapabilityDescriptor", Shapes.CAPABILITY_DESCRIPTOR),
            Map.entry("Request", Shapes.HTTP_REQUEST),
            Map.entry("Response", Shapes.HTTP_RESPONSE),
            Map.entry("GetRequest", Shapes.KEY),
            Map.entry("GetResponse", Shapes.GET_RESPONSE),
            Map.entry("SetRequest", Shapes.SET_REQUEST),
            Map.entry("SetResponse", Shapes.SET_RESPONSE),
            Map.entry("DelRequest", Shapes.KEY),
            Map.entry("DelResponse", Shapes.DEL_RESPONSE),
            Map.entry("AddRequest", Shapes.ADD_REQUEST),
            Map.entry("AddResponse", Shapes.ADD_RESPONSE),
            Map.entry("ListPushRequest", Shapes.KEY_AND_VALUE),
            Map.entry("ListDelItemRequest", Shapes.KEY_AND_VALUE),
            Map.entry("ListClearRequest", Shapes.KEY),
            Map.entry("ListRangeRequest", Shapes.RANGE_REQUEST),
            Map.entry("ListRangeResponse", Shapes.VALUES),
            Map.entry("ListResponse", Shapes.NEW_COUNT),
            Map.entry("SetAddRequest", Shapes.KEY_AND_VALUE),
            Map.entry("SetRemoveRequest", Shapes.KEY_AND_VALUE),
            Map.entry("SetQueryRequest", Shapes.KEY),
            Map.entry("SetQueryResponse", Shapes.VALUES),
            Map.entry("SetUnionRequest", Shapes.KEYS),
            Map.entry("SetIntersectionRequest", Shapes.KEYS),
            Map.entry("SetOperationResponse", Shapes.NEW_COUNT),
            Map.entry("KeyExistsQuery", Shapes.KEY),
            Map.entry("BrokerMessage", Shapes.BROKER_MESSAGE),
            Map.entry("RequestMessage", Shapes.REQUEST_MESSAGE),
            Map.entry("Container", Shapes.CONTAINER),
            Map.entry("ContainerList", Shapes.CONTAINER_LIST),
            Map.entry("Blob", Shapes.BLOB),
            Map.entry("BlobList", Shapes.BLOB_LIST),
            Map.entry("FileChunk", Shapes.FILE_CHUNK),
            Map.entry("StreamRequest", Shapes.STREAM_REQUEST),
            Map.entry("Transfer", Shapes.TRANSFER),
            Map.entry("WriteLogRequest", Shapes.WRITE_LOG),
            Map.entry("GeneratorRequest", Shapes.GENERATOR_REQUEST),
            Map.entry("GeneratorResult", Shapes.GENERATOR_RESULT),
            Map.entry("Event", Shapes.EVENT),
            Map.entry("WriteResponse", Shapes.WRITE_RESPONSE),
            Map.entry("StreamQuery", Shapes.STREAM_QUERY),
            Map.entry("StreamResults", Shapes.STREAM_RESULTS),
            Map.entry("QueryRequest", Shapes.GRAPH_QUERY),
            Map.entry("DeleteRequest", Shapes.GRAPH_DELETE),
            Map.entry("ResultSet", Shapes.RESULT_SET),
            Map.entry("awslambda Event", Shapes.LAMBDA_EVENT));

    private static JsonNode read() {
        try (InputStream in = MessageVectorsTest.class.getResourceAsStream("/msgpack.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> encoded() {
        return VECTORS.get("encode")
                .valueStream()
                .filter(row -> !row.get("operation").stringValue().equals("-") || shape(row) != null);
    }

    private static MessageShape shape(JsonNode row) {
        String struct = row.get("struct").stringValue();
        return struct.contains("generated model")
                ? Shapes.BROKER_MESSAGE_OF_2021
                : SHAPES.get(struct.replaceAll(" \\(.*", ""));
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void a_message_is_written_as_the_codec_writes_it_and_read_back(JsonNode row) throws Exception {
        Map<?, ?> json = JsonMapper.shared().treeToValue(row.get("json"), Map.class);
        byte[] expected = HEX.parseHex(row.get("msgpack_hex").stringValue());

        Message message = MessageTree.parse(shape(row), json);
        assertThat(message.encode()).isEqualTo(expected);
        assertThat(shape(row).decode(expected)).isEqualTo(message);
        assertThat(MessageTree.parse(shape(row), MessageTree.of(message))).isEqualTo(message);
    }

    @Test
    void all_rows_with_a_shape_are_tested() {
        assertThat(encoded().map(MessageVectorsTest::shape)).doesNotContainNull();
        assertThat(encoded())
                .as("all but unit, String and Vec<u8>")
                .hasSize(VECTORS.get("encode").size() - 3);
    }

    static Stream<JsonNode> decoded() {
        return VECTORS.get("decode").valueStream().filter(row -> decodeShape(row) != null);
    }

    private static MessageShape decodeShape(JsonNode row) {
        return switch (row.get("type").stringValue()) {
            case "http::Request" -> Shapes.HTTP_REQUEST;
            case "http::Response" -> Shapes.HTTP_RESPONSE;
            case "keyvalue::AddRequest" -> Shapes.ADD_REQUEST;
            case "messaging::BrokerMessage (codec)" -> Shapes.BROKER_MESSAGE;
            case "messaging::BrokerMessage (generated)" -> Shapes.BROKER_MESSAGE_OF_2021;
            case "extras::GeneratorResult" -> Shapes.GENERATOR_RESULT;
            case "core::HealthRequest" -> Shapes.HEALTH_REQUEST;
            case "core::CapabilityConfiguration" -> Shapes.CAPABILITY_CONFIGURATION;
            case "core::LiveUpdate" -> Shapes.LIVE_UPDATE;
            default -> null;
        };
    }

    @ParameterizedTest
    @MethodSource("decoded")
    void what_the_codec_reads_is_read_and_what_it_refuses_is_refused_in_its_words(JsonNode row) throws Exception {
        byte[] bytes = HEX.parseHex(row.get("hex").stringValue());
        MessageShape shape = decodeShape(row);
        boolean eitherSpelling = row.get("type").stringValue().startsWith("messaging::BrokerMessage");
        if (row.get("ok").booleanValue()) {
            assertThat(described(shape.decode(bytes)))
                    .isEqualTo(row.get("result").stringValue());
        } else if (eitherSpelling) {
            // The two generations of the codec cannot read each other; we read both.
            assertThat(shape.decode(bytes).text("subject")).isEqualTo("s");
        } else {
            assertThatThrownBy(() -> shape.decode(bytes))
                    .isInstanceOf(MessageFormatException.class)
                    .hasMessage(row.get("error").stringValue());
        }
    }

    /** As Rust's derived Debug prints it. */
    private static String described(Message message) {
        StringBuilder text = new StringBuilder(message.shape().name()).append(" { ");
        message.shape().fields().forEach(field -> {
            String name = field.name().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
            text.append(text.toString().endsWith("{ ") ? "" : ", ").append(name).append(": ");
            Object value = message.value(field.name()).orElse(null);
            if (field.presence() == MessageShape.Presence.NULLABLE) {
                text.append(value == null ? "None" : "Some(\"" + value + "\")");
            } else {
                text.append(described(value));
            }
        });
        return text.append(" }").toString();
    }

    private static String described(Object value) {
        if (value instanceof byte[] bytes) {
            int[] unsigned = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                unsigned[i] = bytes[i] & 0xff;
            }
            return Arrays.toString(unsigned);
        }
        if (value instanceof Map<?, ?> map) {
            return "{"
                    + String.join(
                            ", ",
                            map.entrySet().stream()
                                    .map(e -> "\"" + e.getKey() + "\": \"" + e.getValue() + "\"")
                                    .toList())
                    + "}";
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }

    @Test
    void a_variant_is_read_by_place_or_name_in_a_map_and_never_bare() throws Exception {
        MessageShape holder = MessageShape.named("Holder").required("d", Shapes.DIRECTION);
        for (String hex : new String[] {"8100c0", "81a8746f5f6163746f72c0"}) {
            assertThat(holder.decode(HEX.parseHex("81a164" + hex)).value("d"))
                    .contains(new FieldType.Choice("to_actor", null));
        }
        for (String hex : new String[] {"a8746f5f6163746f72", "00", "8109c0", "82"}) {
            assertThatThrownBy(() -> holder.decode(HEX.parseHex("81a164" + hex)))
                    .isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void text_that_is_not_utf_8_is_refused() {
        for (String text : new String[] {"a1ff", "c401ff", "a2c0af", "a3eda080"}) {
            assertThatThrownBy(() -> Shapes.KEY.decode(HEX.parseHex("81a36b6579" + text)))
                    .isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void bombs_are_refused_at_once() {
        byte[] nested = new byte[1_000_000];
        Arrays.fill(nested, (byte) 0x91);
        for (MessageShape shape : new MessageShape[] {Shapes.HTTP_REQUEST, Shapes.RESULT_SET, Shapes.STREAM_RESULTS}) {
            for (byte[] bomb : new byte[][] {
                nested, HEX.parseHex("ddffffffff"), HEX.parseHex("dfffffffff"), HEX.parseHex("81a4626f6479c6ffffffff")
            }) {
                assertThatThrownBy(() -> shape.decode(bomb)).isInstanceOf(MessageFormatException.class);
            }
        }
    }

    @Test
    void random_and_mutated_bytes_never_break_the_reader() {
        Random random = new Random(11);
        byte[][] seeds = encoded()
                .map(row -> HEX.parseHex(row.get("msgpack_hex").stringValue()))
                .toArray(byte[][]::new);
        MessageShape[] shapes = encoded().map(MessageVectorsTest::shape).toArray(MessageShape[]::new);
        int rounds = Integer.getInteger("wascc.fuzz", 50_000);
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            int pick = random.nextInt(seeds.length);
            byte[] bytes = Arrays.copyOf(seeds[pick], 1 + random.nextInt(seeds[pick].length));
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                shapes[pick].decode(bytes).encode();
            } catch (MessageFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(rounds / 10, rounds);
    }
}
