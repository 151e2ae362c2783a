package dev.wascc.providers.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that speaks RESP2 and answers as a test says; for modules of Redis that cannot be installed everywhere. */
final class RespDouble implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private final Function<List<String>, Object> answers;

    /** @param answers of commands beside those by which a connection begins; a String that begins with - is an error, null nil */
    RespDouble(Function<List<String>, Object> answers) throws IOException {
        this.answers = answers;
        Thread thread = new Thread(this::accept, "resp-double");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** What came that {@code answers} was asked for. */
    List<List<String>> commands() {
        return commands;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "resp-double-client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            for (List<String> command = command(in); command != null; command = command(in)) {
                Object answer =
                        switch (command.get(0)) {
                            case "CLIENT", "SELECT" -> "OK";
                            case "PING" -> "PONG";
                            case "HELLO" -> List.of("server", "redis", "version", "7.0.0", "proto", 2);
                            default -> {
                                commands.add(command);
                                yield answers.apply(command);
                            }
                        };
                write(out, answer);
                out.flush();
            }
        } catch (IOException e) {
            // The other side went.
        }
    }

    private static @Nullable List<String> command(InputStream in) throws IOException {
        String head = line(in);
        if (head == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (int i = Integer.parseInt(head.substring(1)); i > 0; i--) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            in.readNBytes(2);
        }
        return words;
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, @Nullable Object answer) throws IOException {
        if (answer == null) {
            out.write("$-1\r\n".getBytes(StandardCharsets.UTF_8));
        } else if (answer instanceof List<?> list) {
            out.write(("*" + list.size() + "\r\n").getBytes(StandardCharsets.UTF_8));
            for (Object element : list) {
                write(out, element);
            }
        } else if (answer instanceof Integer number) {
            out.write((":" + number + "\r\n").getBytes(StandardCharsets.UTF_8));
        } else if (answer instanceof String text && text.startsWith("-")) {
            out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        } else {
            byte[] bytes = ((String) answer).getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
