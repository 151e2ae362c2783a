package dev.wascc.lambda.event;

import dev.wascc.document.DocumentException;
import dev.wascc.document.JsonTree;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An event as it came, and what can be told of it. One that is no JSON object is told nothing of, and is an event all the same. */
public final class LambdaEvent {
    /** Where an event says nothing of where it is from. */
    public static final String DIRECT = "direct";

    private final byte[] bytes;
    private final Optional<JsonObject> tree;

    private LambdaEvent(byte[] bytes, Optional<JsonObject> tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    /** @param bytes not copied; do not modify afterwards */
    public static LambdaEvent of(byte[] bytes) {
        return new LambdaEvent(bytes, tree(bytes));
    }

    private static Optional<JsonObject> tree(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JsonObject.of(JsonTree.read(text));
        } catch (CharacterCodingException | DocumentException e) {
            return Optional.empty();
        }
    }

    /** As they came; do not modify. */
    public byte[] bytes() {
        return bytes;
    }

    /** @throws EventException it is an HTTP request that lacks its method or path */
    public Optional<HttpEvent> http() throws EventException {
        return tree.isPresent() ? HttpEvent.of(tree.get()) : Optional.empty();
    }

    /** The records, where it is a batch of a queue or a stream. */
    public Optional<BatchEvent> batch() {
        return tree.flatMap(BatchEvent::of);
    }

    /**
     * Where it is from, in AWS's own words: {@code aws:sqs} and the ARN of the queue, {@code aws:s3}, the {@code source} of an EventBridge
     * event; {@value #DIRECT} where it does not say.
     */
    public Set<String> sources() {
        Set<String> sources = new LinkedHashSet<>();
        tree.ifPresent(event -> Stream.concat(
                        Stream.of(event),
                        event.list("Records").stream().limit(1).flatMap(first -> JsonObject.of(first).stream()))
                .forEach(from -> {
                    for (String name :
                            new String[] {"eventSource", "EventSource", "eventSourceARN", "eventSourceArn"}) {
                        from.text(name).ifPresent(sources::add);
                    }
                }));
        tree.filter(event -> event.has("detail-type"))
                .flatMap(event -> event.text("source"))
                .ifPresent(sources::add);
        if (sources.isEmpty()) {
            sources.add(DIRECT);
        }
        return sources;
    }
}
