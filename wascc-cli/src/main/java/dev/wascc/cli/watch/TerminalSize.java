package dev.wascc.cli.watch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the terminal is, as far as {@code stty} or the environment say; else 80 columns and 24 rows. */
record TerminalSize(int columns, int rows) {
    private static final Pattern STTY = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
    private static final File TERMINAL = new File("/dev/tty");

    static TerminalSize now(Map<String, String> environment) {
        if (TERMINAL.exists()) {
            try {
                Process stty = new ProcessBuilder("stty", "size")
                        .redirectInput(TERMINAL)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                String answer = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII);
                Matcher size = STTY.matcher(answer);
                if (stty.waitFor(1, TimeUnit.SECONDS) && size.matches() && Integer.parseInt(size.group(2)) > 0) {
                    return new TerminalSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)));
                }
            } catch (IOException e) {
                // There is no stty; the environment may know.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return new TerminalSize(number(environment.get("COLUMNS"), 80), number(environment.get("LINES"), 24));
    }

    private static int number(@org.jspecify.annotations.Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
