package dev.wascc.actor;

/** Answers HTTP requests; needs the capability {@code wascc:http_server}. */
@FunctionalInterface
public interface HttpActor {
    /** @throws Exception and the client gets status 500 */
    HttpResponse handle(HttpRequest request) throws Exception;
}
