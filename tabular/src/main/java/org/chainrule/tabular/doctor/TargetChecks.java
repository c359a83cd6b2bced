package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Targets that were taken for the wrong thing, or of which there is too little. */
final class TargetChecks {
    private static final int FEW_OF_A_CLASS = 10;
    private static final double RARE = 0.1;

    /** Values that are sorted; classes are counted in all rows. */
    private static final int MOST_ROWS = 200_000;

    /** Grades have at least so many steps; three or four codes say nothing by their counts. */
    private static final int FEWEST_STEPS = 5;

    private static final int STEEP = 3;
    private static final int FEW_VALUES = 12;

    /** Large values over small ones (95 % over 5 %) that make a logarithm worth a try. */
    private static final double WIDE = 10;

    private static final int SHOWN = 5;

    private final TrainingRows training;
    private final String name;
    private final double[] y;

    private TargetChecks(TrainingRows training) {
        this.training = training;
        this.name = training.target().column();
        int[] rows = training.classification() ? training.rows() : Cells.spread(training.rows(), MOST_ROWS);
        this.y = training.y(training.table(), rows);
    }

    static List<Finding> of(TrainingRows training) {
        TargetChecks checks = new TargetChecks(training);
        List<Finding> findings = new ArrayList<>();
        if (training.classification()) {
            int[] counts = checks.counts();
            checks.small(counts, findings);
            checks.imbalance(counts, findings);
            checks.grades(counts, findings);
        } else {
            double[] sorted = checks.y.clone();
            Arrays.sort(sorted);
            checks.fewValues(sorted, findings);
            checks.tail(sorted, findings);
        }
        return findings;
    }

    private int[] counts() {
        int[] counts = new int[training.classes()];
        for (double label : y) {
            counts[(int) label]++;
        }
        return counts;
    }

    private void small(int[] counts, List<Finding> findings) {
        List<Integer> few = IntStream.range(0, counts.length)
                .filter(k -> counts[k] < FEW_OF_A_CLASS)
                .boxed()
                .toList();
        if (!few.isEmpty()) {
            String shown = String.join(
                    ", ",
                    few.stream()
                            .limit(SHOWN)
                            .map(k -> Words.quoted(training.label(k)) + " " + counts[k])
                            .toList());
            findings.add(
                    Finding.warning(
                            "small-class",
                            name,
                            (few.size() == 1 ? "1 class has" : few.size() + " of " + counts.length + " classes have")
                                    + " fewer than " + FEW_OF_A_CLASS + " rows to train on (" + shown
                                    + (few.size() > SHOWN ? ", ..." : "") + ")",
                            "collect more, merge classes, or take such rows out: neither is learned nor are its figures reliable"));
        }
    }

    private void imbalance(int[] counts, List<Finding> findings) {
        int largest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElse(0);
        double share = (double) counts[largest] / y.length;
        if (share > 1 - RARE) {
            findings.add(
                    Finding.note(
                            "imbalance",
                            name,
                            "class " + Words.quoted(training.label(largest)) + " is " + Words.percent(share)
                                    + " of the training rows, so an accuracy of " + Words.percent(share)
                                    + " is worth nothing",
                            "look at the AUC, F1 or balanced accuracy; --class-weights if missing a rare class costs more than a false alarm"));
        }
    }

    /** Whole numbers whose counts rise to a peak and fall are grades on a scale; digits and codes are flat or ragged. */
    private void grades(int[] counts, List<Finding> findings) {
        if (training.taskAsked() || counts.length < FEWEST_STEPS) {
            return;
        }
        for (int k = 0; k < counts.length; k++) {
            if (!training.label(k).matches("-?\\d{1,9}")) {
                return;
            }
        }
        int peak = 0;
        for (int k = 1; k < counts.length; k++) {
            peak = counts[k] > counts[peak] ? k : peak;
        }
        boolean rises = peak > 0 && peak < counts.length - 1;
        for (int k = 1; k < counts.length && rises; k++) {
            rises = k <= peak ? counts[k] >= counts[k - 1] : counts[k] <= counts[k - 1];
        }
        if (rises && counts[peak] >= STEEP * Math.max(counts[0], counts[counts.length - 1])) {
            findings.add(Finding.note(
                    "numeric-classes",
                    name,
                    Words.quoted(name) + " is learned as " + counts.length + " classes, but its values "
                            + training.label(0) + " to " + training.label(counts.length - 1)
                            + " look like steps of a scale",
                    "--task regression if a near miss is better than a far one"));
        }
    }

    private void fewValues(double[] sorted, List<Finding> findings) {
        long distinct = Arrays.stream(sorted).distinct().limit(FEW_VALUES + 1L).count();
        boolean whole = Arrays.stream(sorted).allMatch(value -> value == Math.rint(value));
        if (!training.taskAsked() && distinct <= FEW_VALUES && whole) {
            findings.add(Finding.note(
                    "few-values",
                    name,
                    Words.quoted(name) + " is learned as a quantity, but has only " + distinct
                            + " values, all whole numbers",
                    "--task classification if they are classes"));
        }
    }

    /** Positive, wide, and much less skewed on a logarithmic scale. */
    private void tail(double[] sorted, List<Finding> findings) {
        int n = sorted.length;
        double low = sorted[n / 20];
        double high = sorted[n - 1 - n / 20];
        if (sorted[0] <= 0 || high < WIDE * low) {
            return;
        }
        double plain = Math.abs(skewness(sorted));
        double logarithmic =
                Math.abs(skewness(Arrays.stream(sorted).map(StrictMath::log).toArray()));
        if (plain > 1 && logarithmic < plain / 2) {
            findings.add(Finding.note(
                    "heavy-tail",
                    name,
                    Words.quoted(name) + " spans from " + Words.brief(low) + " to " + Words.brief(high)
                            + " (5 % and 95 % of the rows), so few large values decide the squared error",
                    "--target-transform log if relative errors matter, or --likelihood 'huber(1)'"));
        }
    }

    private static double skewness(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double second = 0;
        double third = 0;
        for (double value : values) {
            double d = value - mean;
            second += d * d;
            third += d * d * d;
        }
        double variance = second / values.length;
        return variance == 0 ? 0 : third / values.length / (variance * Math.sqrt(variance));
    }
}
