package dev.wascc.providers.httpclient;

import dev.wascc.provider.OneLine;
import dev.wascc.provider.message.Message;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A request that is sound: an {@code http} or {@code https} URL with a host, and header lines that are one line each. Whether it may be
 * made is another question.
 *
 * @param header names in lower case, none that is about the connection
 */
record OutgoingRequest(String method, URI url, Map<String, String> header, byte[] body) {
    private static final int MAX_URL = 8192;
    /** Four decimal numbers without leading zeros, which some clients take for octal ones. */
    private static final String IPV4 = "(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}";
    /** What is about the connection, or set by the client. */
    private static final Set<String> NOT_THE_ACTORS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length");
    /** What is meant for one origin. */
    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie");

    static OutgoingRequest of(Message message) throws Refusal {
        String method = message.text("method");
        if (!method.matches("[A-Z]{1,20}") || method.equals("CONNECT") || method.equals("TRACE")) {
            throw new Refusal(
                    "the method " + OneLine.of(method, 40) + " is not sent; GET, POST and others in capitals are");
        }
        String path = message.text("path");
        String query = message.text("queryString");
        boolean both = !query.isEmpty() && path.indexOf('?') < 0;
        return new OutgoingRequest(
                method,
                url(both ? path + "?" + query : path),
                header(message.textMap("header")),
                message.bytes("body"));
    }

    /** A whole URL, by RFC 3986; forms that clients of other rules read as another host are refused. */
    static URI url(String text) throws Refusal {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw noUrl(text);
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (text.length() > MAX_URL || !web || url.getHost() == null || url.getPort() == 0 || url.getPort() > 0xffff) {
            throw noUrl(text);
        }
        String last = url.getHost().substring(url.getHost().lastIndexOf('.') + 1);
        if (last.matches("[0-9].*|") && !url.getHost().matches(IPV4)) {
            throw noUrl(text);
        }
        if (url.getRawUserInfo() != null) {
            throw new Refusal("a URL with a user in it is not called; send an authorization header");
        }
        return url;
    }

    private static Refusal noUrl(String text) {
        return new Refusal("path is a whole URL here, http or https with a host's name or address, as in"
                + " https://api.example.com/x; \"" + OneLine.of(text, 200) + "\" is none");
    }

    private static Map<String, String> header(Map<String, String> lines) throws Refusal {
        Map<String, String> header = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            boolean sound = line.getKey().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
                    && line.getValue().chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0 || c > 255);
            if (!sound) {
                throw new Refusal("the header " + OneLine.of(line.getKey(), 80) + " is not one line of a header");
            }
            String name = line.getKey().toLowerCase(Locale.ROOT);
            if (!NOT_THE_ACTORS.contains(name)) {
                header.put(name, line.getValue());
            }
        }
        return header;
    }

    String host() {
        return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    }

    boolean secure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : secure() ? 443 : 80;
    }

    private String origin() {
        return secure() + host() + ":" + port();
    }

    /** The request that a redirect asks for, by RFC 9110 section 15.4 and as browsers do. */
    OutgoingRequest redirected(int status, String location) throws Refusal {
        URI next;
        try {
            next = url(url.resolve(new URI(location)).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw noUrl(location);
        }
        boolean keeps = status == 307 || status == 308 || method.equals("GET") || method.equals("HEAD");
        Map<String, String> lines = new LinkedHashMap<>(header);
        if (!keeps) {
            lines.keySet().removeIf(name -> name.startsWith("content-"));
        }
        OutgoingRequest redirected =
                new OutgoingRequest(keeps ? method : "GET", next, lines, keeps ? body : new byte[0]);
        if (secure() && !redirected.secure()) {
            throw new Refusal("https is not redirected to http: " + OneLine.of(next.toString(), 200));
        }
        if (!redirected.origin().equals(origin())) {
            lines.keySet().removeAll(CREDENTIALS);
        }
        return redirected;
    }
}
