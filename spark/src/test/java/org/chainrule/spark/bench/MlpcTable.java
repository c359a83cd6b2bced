package org.chainrule.spark.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The table of a comparison, and the rounds behind it as lines of a file. */
final class MlpcTable {
    private final PrintWriter tsv;
    private final List<String> rows = new ArrayList<>();

    MlpcTable(PrintWriter tsv) {
        this.tsv = tsv;
        tsv.println("data\twhat\tround\tmlpc\tchainrule");
        add("data", "what", "MLPC", "Chainrule", "ratio");
        rows.add("|---|---|---|---|---|");
    }

    void add(String... cells) {
        rows.add("| " + String.join(" | ", cells) + " |");
    }

    void print() {
        rows.forEach(System.out::println);
    }

    /** One round of the file. */
    void round(String data, String what, int round, double theirs, double ours) {
        tsv.printf(Locale.ROOT, "%s\t%s\t%d\t%.6f\t%.6f%n", data, what, round + 1, theirs, ours);
        tsv.flush();
    }

    /** Rows a second of both, and once more with the seconds of reading alone taken away, round by round. */
    void rates(String data, String outputs, long rows, double[] reading, double[] theirs, double[] ours) {
        add(data, "rows/s, " + outputs, rate(rows, theirs), rate(rows, ours), ratios(theirs, ours));
        double[] netTheirs = net(theirs, reading);
        double[] netOurs = net(ours, reading);
        add(
                data,
                "rows/s, " + outputs + ", net of reading",
                rate(rows, netTheirs),
                rate(rows, netOurs),
                ratios(netTheirs, netOurs));
    }

    /** NaN where reading alone took no less: the machine was busy then. */
    private static double[] net(double[] seconds, double[] reading) {
        double[] net = new double[seconds.length];
        Arrays.setAll(net, i -> seconds[i] > reading[i] ? seconds[i] - reading[i] : Double.NaN);
        return net;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The median of the rounds' ratios, and their range; of the rounds that have one. */
    static String ratios(double[] theirs, double[] ours) {
        double[] ratios = new double[theirs.length];
        Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
        double[] known =
                Arrays.stream(ratios).filter(ratio -> !Double.isNaN(ratio)).toArray();
        return known.length == 0
                ? "not measurable"
                : String.format(
                        Locale.ROOT,
                        "%.1f (%.1f to %.1f)",
                        median(known),
                        Arrays.stream(known).min().orElseThrow(),
                        Arrays.stream(known).max().orElseThrow());
    }

    static String rate(long rows, double[] seconds) {
        double[] known =
                Arrays.stream(seconds).filter(second -> !Double.isNaN(second)).toArray();
        return known.length == 0 ? "not measurable" : String.format(Locale.ROOT, "%,.0f", rows / median(known));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
