package dev.wascc.provider.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which messages belong to which operation. */
public final class Operations {
    /** Request and response; absent where there is none, or raw bytes. */
    public record Messages(Optional<MessageShape> request, Optional<MessageShape> response) {}

    private static final Map<String, Messages> ALL = new LinkedHashMap<>();

    static {
        both("HandleRequest", Shapes.HTTP_REQUEST, Shapes.HTTP_RESPONSE);
        both("PerformRequest", Shapes.HTTP_REQUEST, Shapes.HTTP_RESPONSE);
        both("Add", Shapes.ADD_REQUEST, Shapes.ADD_RESPONSE);
        both("Get", Shapes.KEY, Shapes.GET_RESPONSE);
        both("Set", Shapes.SET_REQUEST, Shapes.SET_RESPONSE);
        both("Del", Shapes.KEY, Shapes.DEL_RESPONSE);
        both("Clear", Shapes.KEY, Shapes.DEL_RESPONSE);
        both("Range", Shapes.RANGE_REQUEST, Shapes.VALUES);
        both("Push", Shapes.KEY_AND_VALUE, Shapes.NEW_COUNT);
        both("ListItemDelete", Shapes.KEY_AND_VALUE, Shapes.NEW_COUNT);
        both("SetAdd", Shapes.KEY_AND_VALUE, Shapes.NEW_COUNT);
        both("SetRemove", Shapes.KEY_AND_VALUE, Shapes.NEW_COUNT);
        both("SetUnion", Shapes.KEYS, Shapes.VALUES);
        both("SetIntersection", Shapes.KEYS, Shapes.VALUES);
        both("SetQuery", Shapes.KEY, Shapes.VALUES);
        both("KeyExists", Shapes.KEY, Shapes.GET_RESPONSE);
        both("Publish", Shapes.BROKER_MESSAGE, Shapes.PUBLISH_RESPONSE);
        request("DeliverMessage", Shapes.BROKER_MESSAGE);
        request("Request", Shapes.REQUEST_MESSAGE);
        both("CreateContainer", Shapes.CONTAINER, Shapes.CONTAINER);
        request("RemoveContainer", Shapes.CONTAINER);
        request("RemoveObject", Shapes.BLOB);
        both("ListObjects", Shapes.CONTAINER, Shapes.BLOB_LIST);
        both("GetObjectInfo", Shapes.BLOB, Shapes.BLOB);
        request("StartUpload", Shapes.FILE_CHUNK);
        request("UploadChunk", Shapes.FILE_CHUNK);
        request("StartDownload", Shapes.STREAM_REQUEST);
        request("ReceiveChunk", Shapes.FILE_CHUNK);
        request("WriteLog", Shapes.WRITE_LOG);
        both("RequestGuid", Shapes.GENERATOR_REQUEST, Shapes.GENERATOR_RESULT);
        both("RequestSequence", Shapes.GENERATOR_REQUEST, Shapes.GENERATOR_RESULT);
        both("RequestRandom", Shapes.GENERATOR_REQUEST, Shapes.GENERATOR_RESULT);
        both("WriteEvent", Shapes.EVENT, Shapes.WRITE_RESPONSE);
        both("QueryStream", Shapes.STREAM_QUERY, Shapes.STREAM_RESULTS);
        request("DeliverEvent", Shapes.EVENT);
        both("QueryGraph", Shapes.GRAPH_QUERY, Shapes.RESULT_SET);
        request("DeleteGraph", Shapes.GRAPH_DELETE);
        both("HandleEvent", Shapes.LAMBDA_EVENT, Shapes.LAMBDA_EVENT);
        request("HealthRequest", Shapes.HEALTH_REQUEST);
        request("BindActor", Shapes.CAPABILITY_CONFIGURATION);
        request("RemoveActor", Shapes.CAPABILITY_CONFIGURATION);
    }

    private Operations() {}

    /** The messages of an operation that the well-known capabilities have. */
    public static Optional<Messages> named(String operation) {
        return Optional.ofNullable(ALL.get(operation));
    }

    /** All operations that {@link #named} knows. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static void both(String operation, MessageShape request, MessageShape response) {
        ALL.put(operation, new Messages(Optional.of(request), Optional.of(response)));
    }

    private static void request(String operation, MessageShape request) {
        ALL.put(operation, new Messages(Optional.of(request), Optional.empty()));
    }
}
