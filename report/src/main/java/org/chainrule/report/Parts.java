package org.chainrule.report;

/** What all sections are made of. */
final class Parts {
    private Parts() {}

    /**
     * Opens a section with a heading; the caller closes it.
     *
     * @param out   appended to
     * @param id    constant, for links
     * @param title of the heading
     */
    static void section(Markup out, String id, String title) {
        out.open("section", "id", id, "class", "card", "aria-labelledby", id + "-title");
        out.element("h2", title, "id", id + "-title");
    }

    /**
     * Opens a table that scrolls inside its own frame; close it with {@link #endTable}.
     *
     * @param out     appended to
     * @param caption what the table holds
     */
    static void table(Markup out, String caption) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption + " (scrollable)");
        out.open("table").element("caption", caption);
    }

    /**
     * Closes a table.
     *
     * @param out appended to
     */
    static void endTable(Markup out) {
        out.close().close();
    }

    /**
     * Writes a figure whose chart the script draws.
     *
     * @param out     appended to
     * @param place   {@code aside} to set the text beside the chart where there is room, else empty
     * @param chart   which one, a constant known to the script
     * @param title   heading of level 3
     * @param summary what the chart shows here, one or two sentences, also read by screen readers
     * @param how     how to read the chart
     * @param keys    legend: class of the swatch, label, class, label
     */
    static void figure(
            Markup out, String place, String chart, String title, String summary, String how, String... keys) {
        out.open(
                "figure",
                "class",
                ("figure figure-" + chart + " " + place).strip(),
                "aria-labelledby",
                "figure-" + chart);
        out.element("h3", title, "id", "figure-" + chart);
        legend(out, keys);
        out.open("div", "class", "plot", "data-chart", chart, "data-label", title, "data-description", summary)
                .close();
        caption(out, summary, how);
        out.close();
    }

    /**
     * Writes a legend.
     *
     * @param out  appended to
     * @param keys class of the swatch, label, class, label; nothing is written without
     */
    static void legend(Markup out, String... keys) {
        if (keys.length > 0) {
            out.open("p", "class", "legend");
            for (int i = 0; i < keys.length; i += 2) {
                out.open("span", "class", "key")
                        .element("span", "", "class", "swatch " + keys[i], "aria-hidden", "true");
                out.text(keys[i + 1]).close();
            }
            out.close();
        }
    }

    /**
     * Writes the caption of a figure.
     *
     * @param out     appended to
     * @param summary what the chart shows here; a paragraph for each line
     * @param how     how to read the chart
     */
    static void caption(Markup out, String summary, String how) {
        out.open("figcaption");
        summary.lines().forEach(line -> out.element("p", line, "class", "summary"));
        out.open("p", "class", "how")
                .element("b", "How to read this. ")
                .text(how)
                .close();
        out.close();
    }
}
