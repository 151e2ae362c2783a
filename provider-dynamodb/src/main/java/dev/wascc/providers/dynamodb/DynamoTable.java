package dev.wascc.providers.dynamodb;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * One table and the requests that are made of it, each atomic. Reads see all writes before them. What was refused because of too much
 * traffic is asked again; a write whose answer was lost is not.
 */
final class DynamoTable implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 6;
    private static final long FIRST_MILLIS = 20;
    /** Items that one transaction may read. */
    static final int MAX_KEYS = 100;

    private final DynamoSettings settings;
    private final DynamoDbClient client;
    private final Clock clock;

    DynamoTable(DynamoSettings settings, Clock clock) {
        this.settings = settings;
        this.client = settings.client();
        this.clock = clock;
    }

    DynamoSettings settings() {
        return settings;
    }

    Clock clock() {
        return clock;
    }

    /** A condition was not met; the item as it is, if there is one. */
    static final class UnmetException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<DynamoItem> found;

        UnmetException(ConditionalCheckFailedException cause) {
            super(cause);
            found = cause.hasItem() ? Optional.of(new DynamoItem(cause.item())) : Optional.empty();
        }

        Optional<DynamoItem> found() {
            return found;
        }
    }

    /** An item that has not expired. */
    Optional<DynamoItem> get(String key) {
        return asked(() -> client.getItem(request -> request.tableName(settings.table())
                                .key(DynamoItem.id(key))
                                .consistentRead(true))
                        .item())
                .filter(item -> !item.expired(clock.instant()));
    }

    private Optional<DynamoItem> asked(Supplier<Map<String, AttributeValue>> reading) {
        Map<String, AttributeValue> item = patiently(reading);
        return item.isEmpty() ? Optional.empty() : Optional.of(new DynamoItem(item));
    }

    /** Items as they were at one moment; one that is not there, or has expired, is empty. */
    List<DynamoItem> get(List<String> keys) {
        List<TransactGetItem> gets = keys.stream()
                .distinct()
                .map(key -> TransactGetItem.builder()
                        .get(get -> get.tableName(settings.table()).key(DynamoItem.id(key)))
                        .build())
                .toList();
        List<ItemResponse> answers = patiently(() ->
                client.transactGetItems(request -> request.transactItems(gets)).responses());
        return answers.stream()
                .map(answer -> new DynamoItem(answer.hasItem() ? answer.item() : Map.of()))
                .map(item -> item.expired(clock.instant()) ? new DynamoItem(Map.of()) : item)
                .toList();
    }

    /** Puts an item in the place of whatever is there. */
    void put(Map<String, AttributeValue> item) {
        patiently(() ->
                client.putItem(request -> request.tableName(settings.table()).item(item)));
    }

    void delete(String key) {
        patiently(() ->
                client.deleteItem(request -> request.tableName(settings.table()).key(DynamoItem.id(key))));
    }

    /** @param condition on what is there, with {@code values} */
    void delete(String key, String condition, Map<String, AttributeValue> values) throws UnmetException {
        conditionally(() -> client.deleteItem(request -> request.tableName(settings.table())
                .key(DynamoItem.id(key))
                .conditionExpression(condition)
                .expressionAttributeNames(names(condition))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    }

    /**
     * Changes an item, or makes it.
     *
     * @return the attributes as {@code answer} asks for them
     */
    DynamoItem update(
            String key, String change, String condition, Map<String, AttributeValue> values, ReturnValue answer)
            throws UnmetException {
        return new DynamoItem(conditionally(() -> client.updateItem(request -> request.tableName(settings.table())
                        .key(DynamoItem.id(key))
                        .updateExpression(change)
                        .conditionExpression(condition)
                        .expressionAttributeNames(names(change + condition))
                        .expressionAttributeValues(values)
                        .returnValues(answer)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .attributes());
    }

    /** Names with a number sign stand for themselves: some of ours are DynamoDB's words. */
    private static Map<String, String> names(String expression) {
        Map<String, String> names = new HashMap<>();
        for (String name : List.of(
                DynamoItem.ID, DynamoItem.NUMBER, DynamoItem.TEXT, DynamoItem.LIST, DynamoItem.SET, DynamoItem.UNTIL)) {
            if (expression.matches("(?s).*#" + name + "\\b.*")) {
                names.put("#" + name, name);
            }
        }
        return names;
    }

    private <T> T conditionally(Supplier<T> request) throws UnmetException {
        try {
            return patiently(request);
        } catch (ConditionalCheckFailedException e) {
            throw new UnmetException(e);
        }
    }

    private <T> T patiently(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (ConditionalCheckFailedException e) {
                throw e;
            } catch (DynamoDbException e) {
                if (attempt == MAX_ATTEMPTS || !refusedForNow(e)) {
                    throw new IllegalStateException(
                            settings.shown() + ": " + e.awsErrorDetails().errorCode() + ": "
                                    + e.awsErrorDetails().errorMessage(),
                            e);
                }
                pause(FIRST_MILLIS << attempt);
            } catch (SdkException e) {
                throw new IllegalStateException(settings.shown() + " did not answer: " + e.getMessage(), e);
            }
        }
    }

    /** Whether nothing was done, and may be later. */
    private static boolean refusedForNow(DynamoDbException e) {
        return e instanceof ProvisionedThroughputExceededException
                || e instanceof RequestLimitExceededException
                || e instanceof ThrottlingException
                || e instanceof TransactionCanceledException;
    }

    /** For a time that no two that wait share. */
    static void pause(long millis) {
        try {
            Thread.sleep(java.util.concurrent.ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while DynamoDB was busy", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
