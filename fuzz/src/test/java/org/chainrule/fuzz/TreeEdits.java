package org.chainrule.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a tree of JSON here and there: what stays well-formed gets past the parser, to whatever judges the values. */
public final class TreeEdits {
    private static final int MOST_EDITS = 5;
    private static final List<Object> VALUES = Arrays.asList(
            null,
            true,
            0L,
            1L,
            2L,
            -1L,
            64L,
            65_536L,
            (long) Integer.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -0.0,
            0.5,
            1e-320,
            1e300,
            -1e300,
            "",
            "NaN",
            "Infinity",
            "relu",
            "é\u0000",
            List.of(),
            Map.of(),
            List.of(0L),
            List.of(List.of(0L, 1L)));

    private final Choices data;
    private final @Nullable Object root;

    private TreeEdits(Choices data, @Nullable Object root) {
        this.data = data;
        this.root = root;
    }

    /**
     * A changed copy.
     *
     * @param tree of maps and lists; not changed
     * @param data says what is changed, and to what
     * @return a tree that shares what is as it was
     */
    public static @Nullable Object of(@Nullable Object tree, Choices data) {
        @Nullable Object edited = tree;
        int edits = data.whole(1, MOST_EDITS);
        for (int i = 0; i < edits; i++) {
            edited = new TreeEdits(data, edited).edited(edited);
        }
        return edited;
    }

    /** Goes down a path and changes what is at its end. */
    private @Nullable Object edited(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map && !map.isEmpty() && goOn()) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
            String key = new ArrayList<>(copy.keySet()).get(data.whole(0, copy.size() - 1));
            if (data.whole(0, 15) == 0) {
                copy.remove(key);
            } else {
                copy.put(key, edited(copy.get(key)));
            }
            return copy;
        }
        if (tree instanceof List<?> list && !list.isEmpty() && goOn()) {
            List<@Nullable Object> copy = new ArrayList<>(list);
            int at = data.whole(0, copy.size() - 1);
            switch (data.whole(0, 7)) {
                case 0 -> copy.remove(at);
                case 1 -> copy.add(at, copy.get(at));
                default -> copy.set(at, edited(copy.get(at)));
            }
            return copy;
        }
        return replacement(tree);
    }

    private boolean goOn() {
        return data.whole(0, 7) > 0;
    }

    /** Something from elsewhere in the tree. */
    private @Nullable Object donated() {
        @Nullable Object node = root;
        while (data.whole(0, 3) > 0) {
            if (node instanceof Map<?, ?> map && !map.isEmpty()) {
                node = new ArrayList<>(map.values()).get(data.whole(0, map.size() - 1));
            } else if (node instanceof List<?> list && !list.isEmpty()) {
                node = list.get(data.whole(0, list.size() - 1));
            } else {
                break;
            }
        }
        return node;
    }

    private @Nullable Object replacement(@Nullable Object old) {
        return switch (data.whole(0, 6)) {
            case 0 -> donated();
            case 1 -> data.any();
            case 2 -> finite(Double.longBitsToDouble(data.any()));
            case 3 -> data.text(16);
            case 4 -> old instanceof Long number ? (Object) (number + data.whole(-2, 2)) : donated();
            case 5 -> old instanceof Double number ? finite(-number) : (Object) (long) data.whole(0, 300);
            default -> VALUES.get(data.whole(0, VALUES.size() - 1));
        };
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : 0.0;
    }
}
