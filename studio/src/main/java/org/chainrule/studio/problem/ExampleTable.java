package org.chainrule.studio.problem;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tables that come with Chainrule. */
enum ExampleTable {
    PENGUINS(
            "Penguins",
            "species",
            true,
            6,
            "Which of three species a penguin is, by its measures, island and sex: 344 rows, some cells missing."),
    WEATHER(
            "Weather",
            "temp_max",
            false,
            6,
            "The day's highest temperature in Seattle and New York, by date, wind, rain and the lowest: 2,922 rows.");

    private final String title;
    private final String target;
    private final boolean classification;
    private final int columns;
    private final String text;

    ExampleTable(String title, String target, boolean classification, int columns, String text) {
        this.title = title;
        this.target = target;
        this.classification = classification;
        this.columns = columns;
        this.text = text;
    }

    /** By its name in the settings; null for another. */
    static @Nullable ExampleTable of(String name) {
        for (ExampleTable table : values()) {
            if (table.id().equals(name)) {
                return table;
            }
        }
        return null;
    }

    /** The name in the settings. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The file. */
    String file() {
        return id() + ".csv";
    }

    /** What the page calls it. */
    String title() {
        return title;
    }

    /** The column to be predicted. */
    String target() {
        return target;
    }

    /** Whether classes are to be told apart. */
    boolean classification() {
        return classification;
    }

    /** Columns beside the target. */
    int columns() {
        return columns;
    }

    /** What it is about. */
    String text() {
        return text;
    }
}
