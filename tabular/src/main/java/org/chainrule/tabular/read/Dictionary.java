package org.chainrule.tabular.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.Display;
import org.chainrule.tabular.UserException;

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

    /** The code of a text, a new one if need be. */
    int code(String text) {
        Integer code = codes.get(text);
        if (code != null) {
            return code;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        size += ENTRY_BYTES + 3L * utf8.length;
        if (size > bound) {
            throw UserException.data("column \"" + Display.text(column) + "\" has more than " + texts.size() + " different texts, which need more than "
                    + (bound >> 20) + " MiB; drop the column or raise the heap with -Xmx");
        }
        codes.put(text, texts.size());
        texts.add(text);
        bytes.add(utf8);
        return texts.size() - 1;
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
