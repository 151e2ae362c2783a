package dev.wascc.provider.message;

import static dev.wascc.provider.message.FieldType.I32;
import static dev.wascc.provider.message.FieldType.I64;
import static dev.wascc.provider.message.FieldType.Simple.BYTES;
import static dev.wascc.provider.message.FieldType.Simple.FLAG;
import static dev.wascc.provider.message.FieldType.Simple.FLOAT;
import static dev.wascc.provider.message.FieldType.Simple.INTEGERS;
import static dev.wascc.provider.message.FieldType.Simple.TEXT;
import static dev.wascc.provider.message.FieldType.TEXTS;
import static dev.wascc.provider.message.FieldType.TEXT_MAP;
import static dev.wascc.provider.message.FieldType.U32;
import static dev.wascc.provider.message.FieldType.U64;

import dev.wascc.provider.message.FieldType.ListOf;
import dev.wascc.provider.message.FieldType.MapOf;
import dev.wascc.provider.message.FieldType.OneOf;
import dev.wascc.provider.message.FieldType.OneOf.Variant;
import dev.wascc.provider.message.FieldType.Struct;
import dev.wascc.provider.message.MessageShape.Presence;
import java.util.List;

/** All messages of wascc-codec 0.8.1, wasccgraph-common 0.0.2 and the Lambda runtime; names and order of fields are theirs. */
public final class Shapes {
    private Shapes() {}

    // Core.
    public static final MessageShape CAPABILITY_CONFIGURATION =
            named("CapabilityConfiguration").required("module", TEXT).defaulted("values", TEXT_MAP);
    public static final MessageShape HEALTH_REQUEST = named("HealthRequest").required("placeholder", FLAG);
    public static final MessageShape HEALTH_RESPONSE =
            named("HealthResponse").required("healthy", FLAG).required("message", TEXT);
    public static final MessageShape LIVE_UPDATE = named("LiveUpdate").required("newModule", INTEGERS);
    public static final FieldType DIRECTION = new OneOf(
            List.of(new Variant("to_actor", null), new Variant("to_provider", null), new Variant("both", null)));
    public static final MessageShape OPERATION_DESCRIPTOR = named("OperationDescriptor")
            .required("name", TEXT)
            .required("direction", DIRECTION)
            .required("doctext", TEXT);
    public static final MessageShape CAPABILITY_DESCRIPTOR = named("CapabilityDescriptor")
            .required("id", TEXT)
            .required("name", TEXT)
            .required("version", TEXT)
            .required("revision", U32)
            .required("long_description", TEXT)
            .required("supported_operations", new ListOf(new Struct(OPERATION_DESCRIPTOR)));

    // wascc:http_server and wascc:http_client.
    public static final MessageShape HTTP_REQUEST = named("Request")
            .required("method", TEXT)
            .required("path", TEXT)
            .required("queryString", TEXT)
            .defaulted("header", TEXT_MAP)
            .defaulted("body", BYTES);
    public static final MessageShape HTTP_RESPONSE = named("Response")
            .required("statusCode", U32)
            .required("status", TEXT)
            .defaulted("header", TEXT_MAP)
            .defaulted("body", BYTES);

    // wascc:keyvalue.
    public static final MessageShape KEY = named("GetRequest").required("key", TEXT);
    public static final MessageShape KEYS = named("SetUnionRequest").required("keys", TEXTS);
    public static final MessageShape KEY_AND_VALUE =
            named("SetAddRequest").required("key", TEXT).required("value", TEXT);
    public static final MessageShape GET_RESPONSE =
            named("GetResponse").required("value", TEXT).required("exists", FLAG);
    public static final MessageShape SET_REQUEST =
            named("SetRequest").required("key", TEXT).required("value", TEXT).required("expires", I32);
    public static final MessageShape SET_RESPONSE = named("SetResponse").required("value", TEXT);
    public static final MessageShape DEL_RESPONSE = named("DelResponse").required("key", TEXT);
    public static final MessageShape ADD_REQUEST =
            named("AddRequest").required("key", TEXT).required("value", I32);
    public static final MessageShape ADD_RESPONSE = named("AddResponse").required("value", I32);
    public static final MessageShape RANGE_REQUEST = named("ListRangeRequest")
            .required("key", TEXT)
            .required("start", I32)
            .required("stop", I32);
    public static final MessageShape VALUES = named("ListRangeResponse").required("values", TEXTS);
    public static final MessageShape NEW_COUNT = named("ListResponse").required("newCount", I32);

    // wascc:messaging. Providers of 2021 spell the reply subject in snake case.
    public static final MessageShape BROKER_MESSAGE = named("BrokerMessage")
            .required("subject", TEXT)
            .required("replyTo", TEXT)
            .required("body", BYTES)
            .alias("reply_to", "replyTo");
    public static final MessageShape BROKER_MESSAGE_OF_2021 = named("BrokerMessage")
            .required("subject", TEXT)
            .required("reply_to", TEXT)
            .required("body", BYTES)
            .alias("replyTo", "reply_to");
    /** What a provider delivers: both spellings, as neither generation of actors reads the other's and both pass over what they do not know. */
    public static final MessageShape DELIVERED_MESSAGE = named("BrokerMessage")
            .required("subject", TEXT)
            .required("replyTo", TEXT)
            .required("reply_to", TEXT)
            .required("body", BYTES);
    /** Of wascc-nats 0.9.x; the codec before it defines no answer. */
    public static final MessageShape PUBLISH_RESPONSE = named("PublishResponse").required("published", FLAG);

    public static final MessageShape REQUEST_MESSAGE = named("RequestMessage")
            .required("subject", TEXT)
            .required("body", BYTES)
            .required("timeout", I64);

    // wascc:blobstore.
    public static final MessageShape CONTAINER = named("Container").required("id", TEXT);
    public static final MessageShape CONTAINER_LIST =
            named("ContainerList").required("containers", new ListOf(new Struct(CONTAINER)));
    public static final MessageShape BLOB =
            named("Blob").required("id", TEXT).required("container", TEXT).required("byteSize", U64);
    public static final MessageShape BLOB_LIST = named("BlobList").required("blobs", new ListOf(new Struct(BLOB)));
    public static final MessageShape FILE_CHUNK = named("FileChunk")
            .required("sequenceNo", U64)
            .required("container", TEXT)
            .required("id", TEXT)
            .required("totalBytes", U64)
            .required("chunkSize", U64)
            .add("context", TEXT, Presence.OMITTED)
            .required("chunkBytes", BYTES);
    public static final MessageShape STREAM_REQUEST = named("StreamRequest")
            .required("id", TEXT)
            .required("container", TEXT)
            .required("chunkSize", U64)
            .add("context", TEXT, Presence.OMITTED);
    public static final MessageShape TRANSFER = named("Transfer")
            .required("blobId", TEXT)
            .required("container", TEXT)
            .required("chunkSize", U64)
            .required("totalSize", U64)
            .required("totalChunks", U64)
            .add("context", TEXT, Presence.OMITTED);

    // wascc:logging and wascc:extras.
    public static final MessageShape WRITE_LOG =
            named("WriteLogRequest").required("level", U32).required("body", TEXT);
    public static final MessageShape GENERATOR_REQUEST = named("GeneratorRequest")
            .required("guid", FLAG)
            .required("sequence", FLAG)
            .required("random", FLAG)
            .required("min", U32)
            .required("max", U32);
    public static final MessageShape GENERATOR_RESULT = named("GeneratorResult")
            .add("guid", TEXT, Presence.NULLABLE)
            .required("sequenceNumber", U64)
            .required("randomNumber", U32);

    // wascc:eventstreams.
    public static final MessageShape EVENT =
            named("Event").required("eventId", TEXT).required("stream", TEXT).required("values", TEXT_MAP);
    public static final MessageShape WRITE_RESPONSE = named("WriteResponse").required("eventId", TEXT);
    public static final MessageShape TIME_RANGE =
            named("TimeRange").required("minTime", U64).required("maxTime", U64);
    public static final MessageShape STREAM_QUERY = named("StreamQuery")
            .required("streamId", TEXT)
            .add("range", new Struct(TIME_RANGE), Presence.NULLABLE)
            .required("count", U64);
    public static final MessageShape STREAM_RESULTS =
            named("StreamResults").required("events", new ListOf(new Struct(EVENT)));

    // wascc:graphdb.
    public static final MessageShape GRAPH_QUERY =
            named("QueryRequest").required("query", TEXT).required("graph_name", TEXT);
    public static final MessageShape GRAPH_DELETE = named("DeleteRequest").required("graph_name", TEXT);
    public static final FieldType SCALAR = new OneOf(List.of(
            new Variant("Nil", null),
            new Variant("Boolean", FLAG),
            new Variant("Integer", I64),
            new Variant("Double", FLOAT),
            new Variant("String", INTEGERS)));
    public static final MessageShape NODE =
            named("Node").required("labels", TEXTS).required("properties", new MapOf(SCALAR));
    public static final MessageShape RELATION =
            named("Relation").required("type_name", TEXT).required("properties", new MapOf(SCALAR));
    public static final FieldType COLUMN = new OneOf(List.of(
            new Variant("Scalars", new ListOf(SCALAR)),
            new Variant("Nodes", new ListOf(new Struct(NODE))),
            new Variant("Relations", new ListOf(new Struct(RELATION)))));
    public static final MessageShape RESULT_SET =
            named("ResultSet").required("columns", new ListOf(COLUMN)).required("statistics", TEXTS);

    // awslambda:event.
    public static final MessageShape LAMBDA_EVENT = named("Event").required("body", BYTES);

    private static MessageShape named(String name) {
        return MessageShape.named(name);
    }
}
