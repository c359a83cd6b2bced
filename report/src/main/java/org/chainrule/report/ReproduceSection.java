package org.chainrule.report;

import java.util.Map;

/** How to get the same model again: command, fingerprints, settings. */
final class ReproduceSection {
    private ReproduceSection() {}

    /**
     * Writes the section.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        Parts.section(out, "reproduce", "Reproduce this model");
        out.element(
                "p",
                "The same data, settings, seed and version give the same weights to the last bit, on any machine and with any number"
                        + " of threads. Run this, and compare the hash; or let chainrule reproduce MODEL DATA do both:");
        out.open("div", "class", "command");
        out.open("pre", "tabindex", "0", "aria-label", "Command line")
                .element("code", Names.visible(data.command()), "id", "command")
                .close();
        out.element("button", "Copy", "type", "button", "id", "copy", "aria-describedby", "command");
        out.element("span", "", "id", "copied", "role", "status", "aria-live", "polite");
        out.close();
        out.open("dl", "class", "facts");
        fact(out, "SHA-256 of the weights", data.weightsSha256(), true);
        fact(out, "Fingerprint of the data", data.data().fingerprint(), true);
        fact(out, "Data", data.data().description(), false);
        fact(out, "Seed", Long.toString(data.seed()), false);
        fact(out, "Version", data.version(), false);
        out.close();
        configuration(out, data.configuration());
        out.close();
    }

    private static void fact(Markup out, String label, String value, boolean code) {
        out.open("div").element("dt", label).open("dd");
        if (code) {
            out.element("code", Names.display(value));
        } else {
            out.name(value);
        }
        out.close().close();
    }

    private static void configuration(Markup out, Map<String, String> configuration) {
        if (configuration.isEmpty()) {
            return;
        }
        out.element("h3", "Configuration");
        Parts.table(out, "Every setting of the training");
        out.open("thead").open("tr").element("th", "Setting", "scope", "col").element("th", "Value", "scope", "col");
        out.close().close().open("tbody");
        configuration.forEach((name, value) -> {
            out.open("tr").open("th", "scope", "row").name(name).close();
            out.open("td", "class", "prose")
                    .element("code", Names.sentence(value))
                    .close()
                    .close();
        });
        out.close();
        Parts.endTable(out);
    }
}
