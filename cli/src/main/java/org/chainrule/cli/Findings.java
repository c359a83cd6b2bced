package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chainrule.tabular.doctor.Finding;
import org.jspecify.annotations.Nullable;

/** Shows what the doctor found. */
final class Findings {
    private static final int MOST = 8;

    /** The table of columns has just said it. */
    private static final Set<String> SHOWN_BY_COLUMN = Set.of("dropped-identifier", "dropped-constant");

    private Findings() {}

    /**
     * One line each, at most eight.
     *
     * @param findings warnings first
     * @param columns  whether every column was shown with what became of it
     * @param console  where to
     */
    static void print(List<Finding> findings, boolean columns, Console console) {
        List<Finding> shown = findings.stream()
                .filter(finding -> !(columns && SHOWN_BY_COLUMN.contains(finding.code())))
                .toList();
        shown.stream()
                .limit(MOST)
                .forEach(finding ->
                        console.say(String.format(Locale.ROOT, "%-12s", severity(finding)) + finding.line()));
        if (shown.size() > MOST) {
            console.say("            and " + (shown.size() - MOST) + " more findings, see the report or --json");
        }
    }

    static List<Map<String, @Nullable Object>> json(List<Finding> findings) {
        return findings.stream().map(Findings::json).toList();
    }

    private static Map<String, @Nullable Object> json(Finding finding) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("severity", severity(finding));
        json.put("code", finding.code());
        json.put("subject", finding.subject());
        json.put("message", finding.message());
        json.put("remedy", finding.remedy());
        return json;
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }
}
