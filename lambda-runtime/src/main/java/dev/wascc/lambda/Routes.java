package dev.wascc.lambda;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Which events go to which actor: the first that takes one, in the order they were bound in, which is the manifest's. */
final class Routes {
    private final List<Route> all = new CopyOnWriteArrayList<>();

    void add(Route route) {
        remove(route.actor(), route.getClass());
        all.add(route);
    }

    void remove(String actor, Class<? extends Route> kind) {
        all.removeIf(route -> route.actor().equals(actor) && kind.isInstance(route));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    private <R extends Route> Stream<R> of(Class<R> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    boolean takesHttp() {
        return of(HttpRoute.class).findAny().isPresent();
    }

    /** Whether it depends on its path where a request goes. */
    boolean byPath() {
        return of(HttpRoute.class).anyMatch(route -> !route.prefix().isEmpty());
    }

    Optional<HttpRoute> http(String path) {
        return of(HttpRoute.class).filter(route -> route.takes(path)).findFirst();
    }

    Optional<RawRoute> raw(Set<String> sources) {
        return of(RawRoute.class).filter(route -> route.takes(sources)).findFirst();
    }
}
