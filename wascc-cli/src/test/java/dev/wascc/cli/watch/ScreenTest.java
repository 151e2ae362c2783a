package dev.wascc.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written));

    /** What a terminal that is wide enough shows; knows the few sequences that are used, and refuses others. */
    private List<String> shown() {
        List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        Matcher tokens = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])|\r|\n|[^\u001b\r\n]")
                .matcher(written.toString());
        while (tokens.find()) {
            String token = tokens.group();
            if (token.equals("\r")) {
                column = 0;
            } else if (token.equals("\n")) {
                row++;
                column = 0;
                while (rows.size() <= row) {
                    rows.add(new StringBuilder());
                }
            } else if (tokens.group(2) == null) {
                StringBuilder line = rows.get(row);
                if (column < line.length()) {
                    line.setCharAt(column, token.charAt(0));
                } else {
                    line.append(token);
                }
                column++;
            } else {
                switch (tokens.group(2)) {
                    case "A" -> row -= Integer.parseInt(tokens.group(1));
                    case "K" -> rows.get(row).setLength(column);
                    case "J" -> {
                        rows.get(row).setLength(column);
                        rows.subList(row + 1, rows.size()).clear();
                    }
                    case "h", "l", "m" -> {}
                    default -> throw new IllegalStateException("unknown sequence " + token);
                }
            }
        }
        List<String> lines =
                new ArrayList<>(rows.stream().map(StringBuilder::toString).toList());
        assertThat(lines.remove(lines.size() - 1)).isEmpty();
        return lines;
    }

    @Test
    void a_frame_takes_the_place_of_the_last_one() {
        screen.frame(List.of("one one one", "two", "three"), 80);
        screen.frame(List.of("1", "2"), 80);
        assertThat(shown()).containsExactly("1", "2");
        screen.frame(List.of("1", "2", "3", "4"), 80);
        assertThat(shown()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void lines_stay_above_the_frame_in_their_order_and_unmangled() {
        screen.lines(List.of("before"));
        screen.frame(List.of("a long line of the frame", "two"), 80);
        screen.lines(List.of("x", "y"));
        screen.frame(List.of("1", "2"), 80);
        screen.lines(List.of("z"));
        assertThat(shown()).containsExactly("before", "x", "y", "z", "1", "2");
    }

    @Test
    void the_last_frame_stays_and_later_lines_are_below_it() {
        screen.frame(List.of("1", "2"), 80);
        screen.close();
        screen.frame(List.of("late"), 80);
        screen.lines(List.of("bye"));
        assertThat(shown()).containsExactly("1", "2", "bye");
        assertThat(written.toString()).contains("\u001b[?25h");
    }

    @Test
    void a_frame_is_one_write_and_the_screen_is_never_cleared_before_it() {
        screen.frame(List.of("1", "2"), 80);
        int before = written.toString().length();
        screen.frame(List.of("3", "4"), 80);
        String second = written.toString().substring(before);
        assertThat(second.indexOf("\u001b[J")).isGreaterThan(second.indexOf("4"));
    }

    @Test
    void in_a_terminal_that_became_narrower_the_old_lines_are_more_rows() {
        screen.frame(List.of("x".repeat(70), "y".repeat(10)), 80);
        int before = written.toString().length();
        screen.frame(List.of("1", "2"), 40);
        assertThat(written.toString().substring(before)).startsWith("\u001b[3A\r");
    }
}
