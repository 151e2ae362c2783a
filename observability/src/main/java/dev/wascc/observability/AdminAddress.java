package dev.wascc.observability;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of this machine that nobody outside reaches. */
final class AdminAddress {
    private static final String LOOPBACK = "localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]";
    private static final Pattern ADDRESS = Pattern.compile("(?<host>" + LOOPBACK + "):(?<port>\\d{1,5})");
    private static final Pattern HOST_HEADER = Pattern.compile("(" + LOOPBACK + ")(:\\d{1,5})?");
    private static final int MAX_PORT = 65_535;

    private AdminAddress() {}

    /** @throws IllegalArgumentException not {@code HOST:PORT}, or an address that others reach */
    static InetSocketAddress parse(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group("port")) > MAX_PORT) {
            throw new IllegalArgumentException(
                    "the admin port is for this machine alone: give it as 127.0.0.1:9898, [::1]:9898 or localhost:9898"
                            + " (port 0 takes a free one); for others, put a proxy that knows them before it");
        }
        String host = parts.group("host");
        try {
            // A literal, so that no name is looked up; localhost may be told otherwise by a hosts file.
            InetAddress address = InetAddress.getByName(host.equals("localhost") ? "127.0.0.1" : host);
            return new InetSocketAddress(address, Integer.parseInt(parts.group("port")));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address of this machine: " + host, e);
        }
    }

    /** Whether a request names this machine; one from a page whose name was made to point here names another. */
    static boolean names(String hostHeader) {
        return HOST_HEADER.matcher(hostHeader).matches();
    }
}
