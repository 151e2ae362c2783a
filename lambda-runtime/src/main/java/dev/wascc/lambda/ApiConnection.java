package dev.wascc.lambda;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 to the runtime API (RFC 9112), on one connection that is kept. It never asks anything twice by itself, waits without a limit,
 * as time stands still for a frozen process, and loads in a fraction of the time that the JDK's clients take.
 */
final class ApiConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_LINES = 200;
    /** An event has 6 MB at most; a chunked one is read up to here. */
    private static final int MAX_BODY = 16 << 20;

    private static final int CHUNK = 64 << 10;

    private final String host;
    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    private ApiConnection(String host, int port) {
        this.host = host;
        this.port = port;
    }

    static ApiConnection to(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1));
            if (port > 0 && port < 65_536 && colon != 0) {
                return new ApiConnection(colon < 0 ? address : address.substring(0, colon), port);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("AWS_LAMBDA_RUNTIME_API is a host and a port, as in 127.0.0.1:9001");
    }

    /**
     * What was answered.
     *
     * @param header by names in lower case
     * @param body absent where the connection broke after the header
     */
    record Reply(int status, Map<String, String> header, byte @Nullable [] body) {
        Optional<String> header(String name) {
            return Optional.ofNullable(header.get(name));
        }
    }

    /**
     * Asks once.
     *
     * @param header whole lines
     * @param body absent: none
     * @param sized whether the length of the body is told beforehand; else it is sent in chunks
     * @throws IOException the connection broke; whether what was sent has come is not known then. The next exchange opens another
     */
    Reply exchange(String method, String path, List<String> header, byte @Nullable [] body, boolean sized)
            throws IOException {
        boolean kept = false;
        try {
            Socket open = open();
            send(open.getOutputStream(), method, path, header, body, sized);
            Reply reply = receive(stream());
            kept = reply.body() != null
                    && !"close".equalsIgnoreCase(reply.header().get("connection"));
            return reply;
        } finally {
            if (!kept) {
                close();
            }
        }
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            socket = open;
            open.setTcpNoDelay(true);
            open.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            in = new BufferedInputStream(open.getInputStream(), 1 << 14);
        }
        return open;
    }

    private InputStream stream() throws IOException {
        InputStream open = in;
        if (open == null) {
            throw new IOException("the connection is closed");
        }
        return open;
    }

    private void send(
            OutputStream out, String method, String path, List<String> header, byte @Nullable [] body, boolean sized)
            throws IOException {
        StringBuilder head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append(':')
                .append(port)
                .append("\r\nUser-Agent: AWS_Lambda_waSCC_JVM/0.1.0\r\n");
        header.forEach(line -> head.append(line).append("\r\n"));
        if (body != null) {
            head.append(sized ? "Content-Length: " + body.length : "Transfer-Encoding: chunked")
                    .append("\r\n");
        }
        byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        // One write, so that one packet holds what is small.
        ByteArrayOutputStream request = new ByteArrayOutputStream(text.length + (body == null ? 0 : body.length + 64));
        request.write(text, 0, text.length);
        if (body != null && sized) {
            request.write(body, 0, body.length);
        } else if (body != null) {
            for (int at = 0; at < body.length; at += CHUNK) {
                int length = Math.min(CHUNK, body.length - at);
                request.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                request.write(body, at, length);
                request.writeBytes(new byte[] {'\r', '\n'});
            }
            request.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        request.writeTo(out);
        out.flush();
    }

    private static Reply receive(InputStream in) throws IOException {
        while (true) {
            String[] status = line(in).split(" ", 3);
            if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-9][0-9]{2}")) {
                throw new IOException("what answered is no HTTP server");
            }
            Map<String, String> header = header(in);
            int code = Integer.parseInt(status[1]);
            if (code >= 200) {
                return new Reply(code, header, code == 204 || code == 304 ? new byte[0] : bodyOrNull(in, header));
            }
        }
    }

    private static Map<String, String> header(InputStream in) throws IOException {
        Map<String, String> header = new LinkedHashMap<>();
        for (int lines = 0; lines < MAX_LINES; lines++) {
            String line = line(in);
            if (line.isEmpty()) {
                return header;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                header.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("the header has more than " + MAX_LINES + " lines");
    }

    /** Null where it breaks off: the header is worth something all the same. */
    private static byte @Nullable [] bodyOrNull(InputStream in, Map<String, String> header) {
        try {
            return body(in, header);
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] body(InputStream in, Map<String, String> header) throws IOException {
        String length = header.get("content-length");
        if ("chunked".equalsIgnoreCase(header.get("transfer-encoding"))) {
            return chunks(in);
        } else if (length == null) {
            return in.readNBytes(MAX_BODY);
        } else if (!length.matches("[0-9]{1,8}") || Integer.parseInt(length) > MAX_BODY) {
            throw new IOException("the body has more than " + MAX_BODY + " bytes");
        }
        return exactly(in, Integer.parseInt(length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line(in).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,7}") || body.size() + Integer.parseInt(size, 16) > MAX_BODY) {
                throw new IOException("a chunk is none, or the body has more than " + MAX_BODY + " bytes");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                header(in);
                return body.toByteArray();
            }
            body.writeBytes(exactly(in, length));
            if (!line(in).isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() >= MAX_LINE) {
                throw new EOFException(c < 0 ? "the connection ended" : "a line has more than " + MAX_LINE + " bytes");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        in = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is given up in any case.
            }
        }
    }
}
