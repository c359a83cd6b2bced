package org.chainrule.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What hurts the training, or may, and what to do about it. */
final class DoctorSection {
    private static final Pattern OPTION = Pattern.compile("--[a-z0-9-]+");

    private DoctorSection() {}

    /**
     * Writes the section, if there are findings.
     *
     * @param out  appended to
     * @param data what the report shows
     */
    static void write(Markup out, ReportData data) {
        if (data.findings().isEmpty()) {
            return;
        }
        long warnings =
                data.findings().stream().filter(ReportData.Finding::warning).count();
        long notes = data.findings().size() - warnings;
        Parts.section(out, "doctor", "Doctor");
        out.element(
                "p",
                counted(warnings, "warning") + " and " + counted(notes, "note")
                        + " on the data and the training. A warning may spoil the model or its figures; a note is often right as it is.");
        out.open("ul", "class", "findings");
        for (ReportData.Finding finding : data.findings()) {
            out.open("li", "class", finding.warning() ? "finding warning" : "finding");
            out.element("span", finding.warning() ? "Warning" : "Note", "class", "severity");
            out.open("div");
            out.element("p", upper(Names.sentence(finding.message())) + ".");
            out.open("p", "class", "remedy").element("b", "What helps. ");
            remedy(out, upper(Names.sentence(finding.remedy())) + ".");
            out.close();
            out.close().close();
        }
        out.close().close();
    }

    /** An option is not broken at its hyphens. */
    private static void remedy(Markup out, String text) {
        Matcher option = OPTION.matcher(text);
        int done = 0;
        while (option.find()) {
            out.text(text.substring(done, option.start())).element("code", option.group());
            done = option.end();
        }
        out.text(text.substring(done));
    }

    private static String counted(long count, String what) {
        return (count == 0 ? "No" : Numbers.count(count)) + " " + what + (count == 1 ? "" : "s");
    }

    /** Options and names keep their case. */
    private static String upper(String sentence) {
        return sentence.isEmpty() || !Character.isLowerCase(sentence.charAt(0))
                ? sentence
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
