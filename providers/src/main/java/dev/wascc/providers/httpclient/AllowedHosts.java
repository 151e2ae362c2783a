package dev.wascc.providers.httpclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that a binding's value {@code ALLOW} lists: {@code api.example.com} for ports 80 and 443, {@code api.example.com:8443} for
 * that one, {@code *.example.com} for every host below it.
 */
final class AllowedHosts {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String NAME = "[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?";

    /** @param port -1 for both usual ones */
    private record Entry(String host, boolean below, int port) {
        boolean allows(String asked, int askedPort) {
            boolean named = below ? asked.endsWith("." + host) : asked.equals(host);
            return named && (port == askedPort || port < 0 && (askedPort == HTTP || askedPort == HTTPS));
        }
    }

    private final List<Entry> entries;

    private AllowedHosts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @throws IllegalArgumentException says which entry is none */
    static AllowedHosts parse(String list) {
        List<Entry> entries = new ArrayList<>();
        for (String part : list.split(",")) {
            if (!part.isBlank()) {
                entries.add(entry(part.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return new AllowedHosts(entries);
    }

    private static Entry entry(String text) {
        boolean below = text.startsWith("*.");
        String rest = below ? text.substring(2) : text;
        int colon = rest.startsWith("[") ? rest.indexOf("]:") + 1 : rest.lastIndexOf(':');
        String host = colon > 0 ? rest.substring(0, colon) : rest;
        String port = colon > 0 ? rest.substring(colon + 1) : "-1";
        boolean sound = host.matches(NAME) || !below && host.matches("\\[[0-9a-f:.]+]");
        if (!sound || !port.matches("-1|[1-9][0-9]{0,4}") || Integer.parseInt(port) > 0xffff) {
            throw new IllegalArgumentException(
                    "ALLOW is a list of hosts, as in: api.example.com, *.example.org, localhost:8080; \"" + text
                            + "\" is none");
        }
        return new Entry(host, below, Integer.parseInt(port));
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean allow(String host, int port) {
        return entries.stream().anyMatch(entry -> entry.allows(host, port));
    }
}
