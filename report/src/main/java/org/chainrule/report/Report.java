package org.chainrule.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.tabular.model.AtomicFile;

/**
 * Writes the training report: one HTML file without any reference to the network, for browsers, print and archives.
 * Equal data give equal bytes.
 */
public final class Report {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-zA-Z0-9]+)}}");

    /** Charts of their own; report.js gives them its tools. */
    private static final List<String> COMPONENTS =
            List.of("components/network.js", "components/flow.js", "components/dependence.js");

    private Report() {}

    /**
     * The report as one page.
     *
     * @param data what it shows
     * @return HTML, to be stored in UTF-8
     */
    public static String html(ReportData data) {
        String d3 = script(Resources.text("vendor/d3.min.js"));
        String plot = script(Resources.text("vendor/plot.umd.min.js"));
        String charts = script(
                COMPONENTS.stream().map(Resources::text).collect(Collectors.joining()) + Resources.text("report.js"));
        return fill(
                Resources.text("report.html"),
                Map.of(
                        "policy", policy(d3, plot, charts),
                        "title", Markup.escape(Names.display(data.title())),
                        "version", Markup.escape(Names.display(data.version())),
                        "style", Resources.text("report.css"),
                        "body", body(data),
                        "data", ChartJson.of(data),
                        "d3", d3,
                        "plot", plot,
                        "charts", charts,
                        "licences", licences()));
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
        byte[] page = html(data).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(page));
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

    /**
     * Scripts run only by their hash, so that a script smuggled in by a name would not run even if the escaping failed.
     */
    private static String policy(String... scripts) {
        var policy =
                new StringBuilder("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline';"
                        + " img-src data:; script-src");
        for (String script : scripts) {
            policy.append(" 'sha256-")
                    .append(Base64.getEncoder().encodeToString(sha256(script.getBytes(StandardCharsets.UTF_8))))
                    .append('\'');
        }
        return policy.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    /**
     * In a script element only {@code </script} and {@code <!--} end or change the parsing; in JavaScript strings
     * {@code \x3c} is the same as {@code <}.
     */
    private static String script(String source) {
        return source.replaceAll("(?i)<(?=/script|script|!--)", "\\\\x3c");
    }

    private static String licences() {
        return Markup.escape("D3\n\n" + Resources.text("vendor/LICENSE-d3.txt") + "\nObservable Plot\n\n"
                + Resources.text("vendor/LICENSE-plot.txt") + "\nBundled in these\n\n"
                + Resources.text("vendor/LICENSE-bundled.txt"));
    }

    /** One pass over the template: what is filled in is not searched for placeholders. */
    private static String fill(String template, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        var out = new StringBuilder(1 << 20);
        int done = 0;
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalStateException("the template has an unknown placeholder " + matcher.group());
            }
            out.append(template, done, matcher.start()).append(value);
            done = matcher.end();
        }
        return out.append(template, done, template.length()).toString();
    }
}
