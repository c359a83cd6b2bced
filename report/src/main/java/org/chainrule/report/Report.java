package org.chainrule.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the training report: one HTML file without any reference to the network, for browsers, print and archives.
 * Equal data give equal bytes.
 */
public final class Report {
    /** Charts of their own; report.js gives them its tools. */
    private static final List<String> COMPONENTS = List.of(
            "components/network.js",
            "components/flow.js",
            "components/dependence.js",
            "components/chain.js",
            "components/microscopes.js");

    private Report() {}

    /**
     * The report as one page.
     *
     * @param data what it shows
     * @return HTML, to be stored in UTF-8
     */
    public static String html(ReportData data) {
        String charts =
                COMPONENTS.stream().map(Resources::text).collect(Collectors.joining()) + Resources.text("report.js");
        return Pages.html(new Pages.Content(
                Names.display(data.title()) + " – Chainrule report",
                data.version(),
                "The charts need JavaScript; tables and texts are complete without it.",
                List.of("report.css", "components/chain.css", "components/symbols.css"),
                body(data),
                ChartJson.of(data),
                List.of(Resources.text("vendor/d3.min.js"), Resources.text("vendor/plot.umd.min.js"), charts),
                licences()));
    }

    /**
     * Writes the report to a file, whole or not at all: a temporary file beside it is written, synchronised with the
     * disk, and renamed.
     *
     * @param data what it shows
     * @param file overwritten if it exists
     * @throws org.chainrule.tabular.error.UserException if the file cannot be written
     */
    public static void write(ReportData data, Path file) {
        Pages.write(html(data), file);
    }

    private static String body(ReportData data) {
        var out = new Markup();
        OverviewSections.header(out, data);
        out.open("main");
        OverviewSections.warnings(out, data);
        OverviewSections.metrics(out, data);
        DoctorSection.write(out, data);
        TrialsSection.write(out, data);
        LearningSection.write(out, data);
        OutcomeSections.write(out, data);
        ColumnSections.importance(out, data);
        InsideSection.write(out, data);
        ColumnSections.features(out, data);
        ReproduceSection.write(out, data);
        out.close();
        return out.html();
    }

    private static String licences() {
        var out = new Markup();
        out.open("details", "class", "licences")
                .element("summary", "Licences of the chart library (D3, Observable Plot)");
        out.element(
                "pre",
                "D3\n\n" + Resources.text("vendor/LICENSE-d3.txt") + "\nObservable Plot\n\n"
                        + Resources.text("vendor/LICENSE-plot.txt") + "\nBundled in these\n\n"
                        + Resources.text("vendor/LICENSE-bundled.txt"));
        return out.close().html();
    }
}
