package org.chainrule.spark.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chainrule.spark.plan.Medians;

/** What was predicted and measured, as tables. */
final class PlannerTable {
    private static final double BAR = 0.2;

    private PlannerTable() {}

    /** A training: what a round took in seconds, and the predictions as parts of that. */
    record Line(
            String master,
            int rows,
            List<Integer> network,
            int shards,
            int steps,
            double seconds,
            double constants,
            double own,
            String load) {}

    static String tsv(List<Line> lines) {
        return lines.stream()
                .map(l -> String.format(
                        Locale.ROOT,
                        "%s\t%d\t%s\t%d\t%d\t%.1f\t%.3f\t%.3f\t%s%n",
                        l.master(),
                        l.rows(),
                        l.network(),
                        l.shards(),
                        l.steps(),
                        1e3 * l.seconds(),
                        l.constants(),
                        l.own(),
                        l.load()))
                .collect(Collectors.joining(
                        "",
                        "cluster\trows\tnetwork\tshards\tsteps\tmeasured ms\tconstants/measured\town/measured\tload\n",
                        ""));
    }

    static String each(List<Line> lines) {
        return lines.stream()
                .map(l -> String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d x %d | %.0f | %.2f | %.2f | %s |%n",
                        l.master(),
                        l.network().stream().map(String::valueOf).collect(Collectors.joining("-")),
                        l.rows(),
                        l.shards(),
                        l.steps(),
                        1e3 * l.seconds(),
                        l.constants(),
                        l.own(),
                        l.load()))
                .collect(Collectors.joining("", """
                        | cluster | hidden layers | rows | shards x steps | round, ms | constants / measured | own plan / measured | load |
                        |---|---|---|---|---|---|---|---|
                        """, ""));
    }

    static String summary(List<Line> lines) {
        StringBuilder text = new StringBuilder("""
                | cluster | configurations | round, ms | constants / measured: median, least and largest | within 20 % | own plan / measured | within 20 % |
                |---|---|---|---|---|---|---|
                """);
        Map<String, List<Line>> groups = new TreeMap<>(lines.stream().collect(Collectors.groupingBy(Line::master)));
        groups.forEach((cluster, group) -> text.append(line(cluster, group)));
        return text.append(line("all", lines)).toString();
    }

    private static String line(String cluster, List<Line> group) {
        double[] round =
                group.stream().mapToDouble(l -> 1e3 * l.seconds()).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f to %.0f | %s | %s |%n",
                cluster,
                group.size(),
                round[0],
                round[round.length - 1],
                cells(group.stream().map(Line::constants).sorted().toList()),
                cells(group.stream().map(Line::own).sorted().toList()));
    }

    private static String cells(List<Double> ratios) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f) | %d of %d",
                Medians.of(ratios),
                ratios.get(0),
                ratios.get(ratios.size() - 1),
                ratios.stream().filter(r -> Math.abs(r - 1) <= BAR).count(),
                ratios.size());
    }
}
