package dev.wascc.providers.httpclient;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses a request may go to: those of the public internet, and what a binding grants beside them. Loopback, private,
 * link-local (where clouds keep their metadata), shared and reserved ranges are not public, nor are the forms of IPv6 that carry an IPv4
 * address within.
 */
final class Addresses {
    /** The first bits of an address. */
    record Range(byte[] address, int bits) {
        boolean holds(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address[i / 8] ^ other[i / 8]) & 0x80 >> i % 8) != 0) {
                    return false;
                }
            }
            return true;
        }

        /** An address, or an address, a slash and a number of bits. */
        static Range parse(String text) {
            String[] parts = text.strip().split("/", 2);
            // Digits, dots and colons alone: nothing that would be looked up.
            if (!parts[0].matches("[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
                throw none(text);
            }
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int bits = parts.length == 1 ? address.length * 8 : Integer.parseInt(parts[1]);
                if (bits < 0 || bits > address.length * 8) {
                    throw none(text);
                }
                return new Range(address, bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw none(text);
            }
        }

        private static IllegalArgumentException none(String text) {
            return new IllegalArgumentException(
                    "ALLOW_PRIVATE is a list of addresses or ranges, as in: 127.0.0.1, 10.1.0.0/16; \"" + text.strip()
                            + "\" is none");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Range range && bits == range.bits && Arrays.equals(address, range.address);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(address) + bits;
        }
    }

    /** The special-purpose registries of IANA, without their few exceptions that are globally reachable. */
    private static final List<Range> NOT_PUBLIC =
            ranges("0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12,"
                    + " 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4,"
                    + " 240.0.0.0/4, 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20");

    /** All that is handed out of IPv6. */
    private static final Range UNICAST = Range.parse("2000::/3");

    private final List<Range> granted;

    private Addresses(List<Range> granted) {
        this.granted = List.copyOf(granted);
    }

    /** @throws IllegalArgumentException says which entry is no range */
    static Addresses publicAnd(String list) {
        return new Addresses(ranges(list));
    }

    private static List<Range> ranges(String list) {
        List<Range> ranges = new ArrayList<>();
        for (String part : list.split(",")) {
            if (!part.isBlank()) {
                ranges.add(Range.parse(part));
            }
        }
        return ranges;
    }

    boolean allow(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean open = (address instanceof Inet4Address || UNICAST.holds(bytes))
                && NOT_PUBLIC.stream().noneMatch(range -> range.holds(bytes));
        return open || granted.stream().anyMatch(range -> range.holds(bytes));
    }
}
