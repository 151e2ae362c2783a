package dev.wascc.providers.httpclient;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Looks a host up once and judges what it found; the connection then goes to the judged address, so that a name which answers otherwise
 * the next time (DNS rebinding) gains nothing.
 */
final class CheckedResolver implements SocketAddressResolver {

    /** Name to addresses. */
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final Addresses allowed;
    private final Executor threads;

    CheckedResolver(Lookup lookup, Addresses allowed, Executor threads) {
        this.lookup = lookup;
        this.allowed = allowed;
        this.threads = threads;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        threads.execute(() -> {
            try {
                promise.succeeded(checked(host, port));
            } catch (Refusal | UnknownHostException | RuntimeException e) {
                promise.failed(e);
            }
        });
    }

    /** One address that is not allowed refuses them all. */
    List<InetSocketAddress> checked(String host, int port) throws Refusal, UnknownHostException {
        InetAddress[] addresses = lookup.addresses(host);
        for (InetAddress address : addresses) {
            if (!allowed.allow(address)) {
                throw new Refusal(host + " is at " + address.getHostAddress()
                        + ", which is no public address; if that is meant, add ALLOW_PRIVATE: "
                        + address.getHostAddress()
                        + " to the values of the binding");
            }
        }
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }
}
