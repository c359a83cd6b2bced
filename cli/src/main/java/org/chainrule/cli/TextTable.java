package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;

/** A table in plain text, its columns aligned. */
final class TextTable {
    private static final int WIDEST = 60;

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /**
     * An empty table.
     *
     * @param headings one a column; those that begin with {@code >} are aligned to the right
     */
    TextTable(String... headings) {
        right = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            plain[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        rows.add(plain);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are headings
     */
    void row(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            String text = Display.text(String.valueOf(cells[i]));
            row[i] = text.length() > WIDEST ? text.substring(0, WIDEST - 3) + "..." : text;
        }
        rows.add(row);
    }

    /** The lines, without blanks at their ends. */
    List<String> lines() {
        int[] widths = new int[right.length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder(" ");
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - row[i].length());
            line.append(' ').append(right[i] ? gap + row[i] : row[i] + gap).append(' ');
        }
        return line.toString().stripTrailing();
    }
}
