package org.chainrule.tabular.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;

/**
 * The distinct texts of a column in order of first appearance. It stays on the heap; a column that would take more than its bound is refused, since so many
 * levels teach nothing: drop the column, or shorten its texts.
 */
final class Dictionary {
    /** What an entry costs beside its characters: String, array, map node, boxed code, the bytes for the fingerprint. */
    private static final int ENTRY_BYTES = 160;

    private final String column;
    private final long bound;
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private long size;

    /**
     * An empty dictionary.
     *
     * @param column for messages
     * @param bound  the most bytes it may take
     */
    Dictionary(String column, long bound) {
        this.column = column;
        this.bound = bound;
    }

    /**
     * The code of a cell, a new one if need be.
     *
     * @param cell as it was read; cells that differ in blanks at their ends only have one code
     * @return the code, -1 for a missing value
     */
    int code(String cell) {
        Integer code = codes.get(cell);
        if (code != null) {
            return code;
        }
        String clean = CleanText.clean(cell);
        code = clean.isEmpty() ? Integer.valueOf(-1) : codes.get(clean);
        if (code == null) {
            code = texts.size();
            byte[] utf8 = clean.getBytes(StandardCharsets.UTF_8);
            texts.add(clean);
            bytes.add(utf8);
            remember(clean, code, ENTRY_BYTES + 2L * utf8.length);
        }
        if (!clean.equals(cell)) {
            remember(cell, code, ENTRY_BYTES);
        }
        return code;
    }

    private void remember(String cell, Integer code, long cost) {
        size += cost + cell.length();
        if (size > bound) {
            throw UserException.data("column \"" + Display.text(column) + "\" has more than " + texts.size()
                    + " different texts, which need more than " + (bound >> 20)
                    + " MiB; drop the column or raise the heap with -Xmx");
        }
        codes.put(cell, code);
    }

    /** UTF-8 of an entry. */
    byte[] bytes(int code) {
        return bytes.get(code);
    }

    /** The texts; the dictionary must not grow any more. */
    List<String> texts() {
        return Collections.unmodifiableList(texts);
    }
}
