package org.chainrule.report;

/** What hurts the training, or may, and what to do about it. */
final class DoctorSection {
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
            out.open("p", "class", "remedy")
                    .element("b", "What helps. ")
                    .text(upper(Names.sentence(finding.remedy())) + ".")
                    .close();
            out.close().close();
        }
        out.close().close();
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
