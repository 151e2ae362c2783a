/**
 * {@code wascc:http_server} on Jetty: requests from outside become calls to an actor. Start with
 * {@link dev.wascc.providers.http.HttpServerProvider}; {@code ActorHandler} translates one request.
 */
@NullMarked
package dev.wascc.providers.http;

import org.jspecify.annotations.NullMarked;
