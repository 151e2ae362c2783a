package dev.wascc.providers.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of S3 as a blob store asks for, with the objects in files; every request's signature is checked. */
final class S3Double implements AutoCloseable {
    static final String ACCESS_KEY = "AKIDEXAMPLE";
    static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String REGION = "eu-central-1";
    private static final int MIN_PART = 5 << 20;
    /** Objects on one page of a list: few, so that pages are turned. */
    private static final int PAGE = 2;

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
    private static final Pattern PART =
            Pattern.compile("<Part>.*?<PartNumber>([0-9]+)</PartNumber>.*?</Part>", Pattern.DOTALL);

    /** A refusal. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String code) {
            super(code);
            this.status = status;
        }
    }

    private record Stored(Path file, String tag) {}

    private final Path directory;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SignatureV4 signatures = new SignatureV4(ACCESS_KEY, SECRET_KEY, REGION);
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Map<String, Stored>> buckets = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, Stored>> uploads = new ConcurrentHashMap<>();
    final AtomicInteger partsReceived = new AtomicInteger();
    final AtomicInteger rangesSent = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    /** What an object is changed to after its first range, if it is to be. */
    volatile boolean changesMeanwhile;

    S3Double(Path directory) throws IOException {
        this.directory = directory;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int openUploads() {
        return uploads.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            Path body = directory.resolve("body-" + numbers.incrementAndGet());
            String hash = receive(exchange.getRequestBody(), body);
            String complaint = signatures.complaint(exchange, hash);
            if (complaint != null) {
                throw new Refused(403, complaint);
            }
            answer(exchange, new Stored(body, "\"" + hash.substring(0, 32) + "\""));
        } catch (Refused e) {
            refused.incrementAndGet();
            byte[] text = ("<?xml version=\"1.0\"?><Error><Code>" + e.getMessage() + "</Code></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(e.status, head ? -1 : text.length);
            if (!head) {
                exchange.getResponseBody().write(text);
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            // The server would swallow it, and the test say no more than that a connection ended.
            e.printStackTrace();
            throw new IllegalStateException(e);
        }
        exchange.getResponseBody().close();
    }

    private static String receive(InputStream in, Path file) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DigestInputStream body = new DigestInputStream(in, digest)) {
            Files.copy(body, file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void answer(HttpExchange exchange, Stored body) throws IOException, Refused {
        String[] path = exchange.getRequestURI().getRawPath().split("/", 3);
        String bucket = path[1];
        String key = path.length < 3 ? "" : URLDecoder.decode(path[2].replace("+", "%2B"), StandardCharsets.UTF_8);
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String method = exchange.getRequestMethod();
        if (key.isEmpty()) {
            bucket(exchange, method, bucket, query);
            return;
        }
        Map<String, Stored> objects = objects(bucket);
        if (query.containsKey("uploads") || query.containsKey("uploadId")) {
            multipart(exchange, method, key, objects, query, body);
            return;
        }
        switch (method) {
            case "PUT" -> {
                objects.put(key, body);
                exchange.getResponseHeaders().set("ETag", body.tag());
                exchange.sendResponseHeaders(200, -1);
            }
            case "DELETE" -> {
                objects.remove(key);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> send(exchange, method, objects, key);
        }
    }

    private Map<String, Stored> objects(String bucket) throws Refused {
        Map<String, Stored> objects = buckets.get(bucket);
        if (objects == null) {
            throw new Refused(404, "NoSuchBucket");
        }
        return objects;
    }

    private void bucket(HttpExchange exchange, String method, String bucket, Map<String, String> query)
            throws IOException, Refused {
        switch (method) {
            case "PUT" -> {
                if (buckets.putIfAbsent(bucket, new ConcurrentSkipListMap<>()) != null) {
                    throw new Refused(409, "BucketAlreadyOwnedByYou");
                }
                exchange.sendResponseHeaders(200, -1);
            }
            case "DELETE" -> {
                if (!objects(bucket).isEmpty()) {
                    throw new Refused(409, "BucketNotEmpty");
                }
                buckets.remove(bucket);
                exchange.sendResponseHeaders(204, -1);
            }
            case "HEAD" -> {
                objects(bucket);
                exchange.sendResponseHeaders(200, -1);
            }
            default -> list(exchange, objects(bucket), query.getOrDefault("continuation-token", ""));
        }
    }

    private static void list(HttpExchange exchange, Map<String, Stored> objects, String after) throws IOException {
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        String last = "";
        int count = 0;
        boolean more = false;
        for (Map.Entry<String, Stored> object : objects.entrySet()) {
            if (object.getKey().compareTo(after) > 0) {
                more = count == PAGE;
                if (more) {
                    break;
                }
                count++;
                last = object.getKey();
                xml.append("<Contents><Key>")
                        .append(last)
                        .append("</Key><Size>")
                        .append(Files.size(object.getValue().file()))
                        .append("</Size></Contents>");
            }
        }
        xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
        }
        sendXml(exchange, xml.append("</ListBucketResult>").toString());
    }

    private void multipart(
            HttpExchange exchange,
            String method,
            String key,
            Map<String, Stored> objects,
            Map<String, String> query,
            Stored body)
            throws IOException, Refused {
        String id = query.get("uploadId");
        if (id == null) {
            String begun = "upload-" + numbers.incrementAndGet();
            uploads.put(begun, new TreeMap<>());
            sendXml(
                    exchange,
                    "<InitiateMultipartUploadResult><UploadId>" + begun
                            + "</UploadId></InitiateMultipartUploadResult>");
            return;
        }
        Map<Integer, Stored> parts = uploads.get(id);
        if (parts == null) {
            throw new Refused(404, "NoSuchUpload");
        }
        switch (method) {
            case "PUT" -> {
                partsReceived.incrementAndGet();
                parts.put(Integer.valueOf(query.get("partNumber")), body);
                exchange.getResponseHeaders().set("ETag", body.tag());
                exchange.sendResponseHeaders(200, -1);
            }
            case "POST" -> {
                Path whole = directory.resolve("whole-" + numbers.incrementAndGet());
                join(parts, Files.readString(body.file()), whole);
                objects.put(key, new Stored(whole, "\"" + id + "\""));
                uploads.remove(id);
                sendXml(
                        exchange,
                        "<CompleteMultipartUploadResult><ETag>" + id + "</ETag></CompleteMultipartUploadResult>");
            }
            default -> {
                uploads.remove(id);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private static void join(Map<Integer, Stored> parts, String listed, Path whole) throws IOException, Refused {
        Matcher part = PART.matcher(listed);
        int count = 0;
        try (OutputStream out = Files.newOutputStream(whole)) {
            while (part.find()) {
                count++;
                Stored stored = parts.get(Integer.valueOf(part.group(1)));
                if (stored == null || !part.group().replace("&quot;", "\"").contains(stored.tag())) {
                    throw new Refused(400, "InvalidPart");
                }
                if (count < parts.size() && Files.size(stored.file()) < MIN_PART) {
                    throw new Refused(400, "EntityTooSmall");
                }
                Files.copy(stored.file(), out);
            }
        }
        if (count != parts.size()) {
            throw new Refused(400, "InvalidPart");
        }
    }

    private void send(HttpExchange exchange, String method, Map<String, Stored> objects, String key)
            throws IOException, Refused {
        Stored object = objects.get(key);
        if (object == null) {
            throw new Refused(404, "NoSuchKey");
        }
        String expected = exchange.getRequestHeaders().getFirst("If-Match");
        if (expected != null && !expected.equals(object.tag())) {
            throw new Refused(412, "PreconditionFailed");
        }
        long size = Files.size(object.file());
        exchange.getResponseHeaders().set("ETag", object.tag());
        if (method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(size));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        Matcher range =
                RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
        if (!range.matches()) {
            throw new Refused(400, "OnlyRangesHere");
        }
        long from = Long.parseLong(range.group(1));
        long length = Math.min(Long.parseLong(range.group(2)), size - 1) - from + 1;
        rangesSent.incrementAndGet();
        exchange.sendResponseHeaders(206, length);
        try (InputStream in = Files.newInputStream(object.file())) {
            in.skipNBytes(from);
            byte[] block = new byte[65_536];
            long left = length;
            while (left > 0) {
                int read = in.read(block, 0, (int) Math.min(left, block.length));
                exchange.getResponseBody().write(block, 0, read);
                left -= read;
            }
        }
        if (changesMeanwhile) {
            objects.put(key, new Stored(object.file(), "\"changed\""));
        }
    }

    private static void sendXml(HttpExchange exchange, String xml) throws IOException {
        byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
