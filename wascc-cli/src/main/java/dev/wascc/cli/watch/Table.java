package dev.wascc.cli.watch;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells with one width a column; where it is narrow, the names give way first, then the last column. */
final class Table {
    private static final String GAP = "  ";
    private static final int MIN_NAME = 8;
    private static final int MAX_NAME = 28;

    private final List<List<String>> rows = new ArrayList<>();

    /** A name, numbers (as many as in all other rows), and a text that may be empty. */
    void row(String name, List<String> numbers, String text) {
        List<String> row = new ArrayList<>();
        row.add(name);
        row.addAll(numbers);
        row.add(text);
        rows.add(row);
    }

    /** An empty line. */
    void gap() {
        rows.add(List.of());
    }

    /** A text over all columns. */
    void note(String text) {
        rows.add(List.of(text));
    }

    /** Lines of the width at most; names are aligned to the left, numbers to the right. */
    List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            int last = row.size() - 1;
            StringBuilder line = new StringBuilder();
            for (int i = 0; i <= last; i++) {
                String cell = row.get(i);
                boolean number = i > 0 && i < last;
                String text =
                        number ? Cells.right(cell, widths[i]) : i == 0 && last > 0 ? Cells.left(cell, widths[0]) : cell;
                line.append(i == 0 ? "" : GAP).append(text);
            }
            lines.add(Cells.cut(line.toString().stripTrailing(), width));
        }
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() && row.size() > 1; i++) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i)));
            }
        }
        int room = width;
        for (int i = 1; i < widths.length; i++) {
            room -= GAP.length() + (i < widths.length - 1 ? widths[i] : 0);
        }
        int others = Math.min(widths[widths.length - 1], Math.max(0, room - MIN_NAME));
        widths[0] = Math.max(MIN_NAME, Math.min(Math.min(MAX_NAME, widths[0]), room - others));
        return widths;
    }
}
