package org.chainrule.spark.score;

import org.chainrule.tabular.error.Display;

/** Names in messages. */
final class Shown {
    private Shown() {}

    static String column(String name) {
        return "column \"" + Display.text(name) + "\"";
    }
}
