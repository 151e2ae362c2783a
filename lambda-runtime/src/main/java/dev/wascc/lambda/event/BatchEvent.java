package dev.wascc.lambda.event;

import dev.wascc.document.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of an SQS queue, or of a Kinesis or DynamoDB stream, for which a function can say which of them failed
 * ({@code ReportBatchItemFailures}).
 */
public final class BatchEvent {
    private final List<Item> items;
    private final boolean ordered;

    private BatchEvent(List<Item> items, boolean ordered) {
        this.items = items;
        this.ordered = ordered;
    }

    /**
     * One record.
     *
     * @param id what Lambda knows it by: the id of a message, the number in a stream
     * @param event the record alone, in the form of the whole event
     */
    public record Item(String id, byte[] event) {}

    static Optional<BatchEvent> of(JsonObject event) {
        List<?> records = event.list("Records");
        List<Item> items = new ArrayList<>();
        boolean ordered = false;
        for (Object element : records) {
            JsonObject record = JsonObject.of(element).orElse(new JsonObject(Map.of()));
            Optional<String> id = id(record);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            ordered |= !source(record).equals("aws:sqs")
                    || record.text("eventSourceARN").orElse("").endsWith(".fifo");
            String alone = JsonTree.compact(Map.of("Records", List.of(record.members())));
            items.add(new Item(id.get(), alone.getBytes(StandardCharsets.UTF_8)));
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(new BatchEvent(items, ordered));
    }

    private static String source(JsonObject record) {
        return record.text("eventSource").orElse("");
    }

    private static Optional<String> id(JsonObject record) {
        return switch (source(record)) {
            case "aws:sqs" -> record.text("messageId");
            case "aws:kinesis" -> record.objectOrEmpty("kinesis").text("sequenceNumber");
            case "aws:dynamodb" -> record.objectOrEmpty("dynamodb").text("SequenceNumber");
            default -> Optional.empty();
        };
    }

    public List<Item> items() {
        return items;
    }

    /** Whether nothing behind a record that failed may be done: streams, and queues that are first in, first out. */
    public boolean ordered() {
        return ordered;
    }

    /** The answer that names what failed; none of them, and the batch is done. */
    public static byte[] failures(List<Item> failed) {
        List<Map<String, String>> named =
                failed.stream().map(item -> Map.of("itemIdentifier", item.id())).toList();
        return JsonTree.compact(Map.of("batchItemFailures", named)).getBytes(StandardCharsets.UTF_8);
    }
}
