package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table as Markdown writes it. */
final class MarkdownTable {
    private final List<String[]> rows = new ArrayList<>();

    MarkdownTable(String... header) {
        rows.add(header);
    }

    /** Numbers are shown with three to four digits; everything else as it is. */
    void add(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] instanceof Double number ? shown(number) : String.valueOf(cells[i]);
        }
        rows.add(row);
    }

    static String shown(double number) {
        double size = Math.abs(number);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            line(text, rows.get(r), widths);
            if (r == 0) {
                for (int width : widths) {
                    text.append('|').append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String[] row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String cell = i < row.length ? row[i] : "";
            text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
        }
        text.append("|\n");
    }
}
