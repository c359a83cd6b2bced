package org.chainrule.studio.http;

import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.jspecify.annotations.Nullable;

/** A small object of JSON whose keys are known. */
final class Body {
    private static final double EXACT = 0x1p53;

    private final Map<String, @Nullable Object> tree;

    Body(Map<String, @Nullable Object> tree, List<String> keys) {
        for (String key : tree.keySet()) {
            if (!keys.contains(key)) {
                throw new Refusal(
                        400,
                        "expected the keys " + String.join(", ", keys) + ", found \"" + Display.text(key)
                                + "\"; leave it out");
            }
        }
        this.tree = tree;
    }

    /** Whether there is a value that is not null. */
    boolean has(String key) {
        return tree.get(key) != null;
    }

    /** A text. */
    String text(String key) {
        if (tree.get(key) instanceof String text) {
            return text;
        }
        throw wrong(key, "a text");
    }

    /** A finite number. */
    double number(String key) {
        if (tree.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number");
    }

    /** A whole number from 0. */
    long whole(String key) {
        double value = number(key);
        if (value == Math.rint(value) && value >= 0 && value <= EXACT) {
            return (long) value;
        }
        throw wrong(key, "a whole number from 0");
    }

    private Refusal wrong(String key, String expected) {
        Object found = tree.get(key);
        return new Refusal(
                400,
                "\"" + key + "\": expected " + expected + ", found "
                        + (found == null ? "nothing" : Display.text(String.valueOf(found))) + "; change it");
    }
}
