package dev.wascc.lambda.event;

import java.util.Optional;

/** The forms in which HTTP requests come (aws_lambda_events 0.3, which aws-lambda-wascc-runtime used), told by what only they have. */
enum HttpForm {
    /** An Application Load Balancer's target group. */
    LOAD_BALANCER("ALB target group"),
    /** API Gateway REST APIs, and HTTP APIs with payload format 1.0. */
    REST("API Gateway proxy"),
    /** API Gateway HTTP APIs with payload format 2.0, and function URLs. */
    HTTP_API("API Gateway v2 proxy");

    private final String shown;

    HttpForm(String shown) {
        this.shown = shown;
    }

    /** As messages call it. */
    String shown() {
        return shown;
    }

    /** None for all that is no HTTP request, authorizer and WebSocket events included. */
    static Optional<HttpForm> of(JsonObject event) {
        Optional<JsonObject> context = event.object("requestContext");
        if (context.isEmpty() || event.has("methodArn") || event.has("routeArn")) {
            return Optional.empty();
        } else if (context.get().object("elb").isPresent()) {
            return Optional.of(LOAD_BALANCER);
        } else if (context.get().object("http").isPresent()) {
            return Optional.of(HTTP_API);
        }
        boolean rest = context.get().object("identity").isPresent()
                && context.get().number("requestTimeEpoch")
                && !context.get().has("connectionId");
        return rest ? Optional.of(REST) : Optional.empty();
    }
}
