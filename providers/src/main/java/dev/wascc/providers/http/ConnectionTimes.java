package dev.wascc.providers.http;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no request is under way for ten seconds, whether bytes come in or not: a header that trickles keeps no
 * connection open, as it would by Jetty's idle time, which begins anew with each byte. Looked at once a second.
 */
final class ConnectionTimes extends AbstractLifeCycle {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** One connection. */
    private static final class Times {
        private final AtomicInteger active = new AtomicInteger();
        private volatile long since;

        Times(long now) {
            since = now;
        }
    }

    private final Connector connector;
    private final Scheduler scheduler;
    private final Duration longest;
    private final Map<SocketAddress, Times> connections = new ConcurrentHashMap<>();

    ConnectionTimes(Connector connector, Scheduler scheduler, Duration longest) {
        this.connector = connector;
        this.scheduler = scheduler;
        this.longest = longest;
    }

    @Override
    protected void doStart() {
        scheduler.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A request's header is whole. */
    void begin(Request request) {
        SocketAddress remote = request.getConnectionMetaData().getRemoteSocketAddress();
        Times times = connections.computeIfAbsent(remote, none -> new Times(System.nanoTime()));
        times.active.incrementAndGet();
        Request.addCompletionListener(request, failure -> {
            times.since = System.nanoTime();
            times.active.decrementAndGet();
        });
    }

    private void look() {
        long now = System.nanoTime();
        Map<SocketAddress, Times> open = new ConcurrentHashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            SocketAddress remote = endPoint.getRemoteSocketAddress();
            if (remote != null) {
                Times times = connections.computeIfAbsent(remote, none -> new Times(now));
                open.put(remote, times);
                if (times.active.get() == 0 && now - times.since > longest.toNanos()) {
                    close(endPoint, now - times.since > 2 * longest.toNanos());
                }
            }
        }
        connections
                .entrySet()
                .removeIf(entry -> !open.containsKey(entry.getKey())
                        && entry.getValue().active.get() == 0);
        if (isRunning()) {
            scheduler.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** By the rules of its protocol first, HTTP/2 says good-bye; hard if that was not heard. */
    private static void close(EndPoint endPoint, boolean hard) {
        if (hard || endPoint.getConnection() == null) {
            endPoint.close(new TimeoutException("no request for too long"));
        } else {
            endPoint.getConnection().close();
        }
    }
}
