package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.doctor.TrainingRows.Feature;
import org.jspecify.annotations.Nullable;

/**
 * Columns that know the target: they tell it alone, or by having a value at all. Such a column is often written after the target was known, and is not there when
 * the model is asked. Rules are fitted on one half of the rows and judged on the other.
 */
final class LeakChecks {
    private static final int MOST_ROWS = 20_000;
    private static final int FEWEST_ROWS = 50;

    /** Of its kind: honest columns of real tables reach about 0.985 (the odour of mushrooms). */
    private static final double NEARLY_ALL = 0.99;

    /** A law of physics reaches 0.993 (the resistance of a yacht by its speed). */
    private static final double NEARLY_EXPLAINED = 0.996;

    private static final double NEARLY_ORDERED = 0.995;

    /** Errors that are left, of those of always answering the most frequent class. */
    private static final double ERRORS_LEFT = 0.1;

    private static final int FEWEST_OF_A_CLASS = 20;
    private static final double OFTEN = 0.9;
    private static final double SELDOM = 0.05;
    /** So many cells that all are in one class, whose share is at most {@link #USUAL}, are no chance. */
    private static final int CELLS_OF_ONE_CLASS = 40;

    private static final double USUAL = 0.8;

    private final int[] rows;
    private final double[] y;
    private final boolean[] fitted;
    private final TrainingRows training;

    private LeakChecks(TrainingRows training) {
        this.training = training;
        rows = Cells.spread(training.rows(), MOST_ROWS);
        y = training.y(training.table(), rows);
        CounterRandom draws = Cells.draws(1);
        fitted = new boolean[rows.length];
        for (int n = 0; n < rows.length; n++) {
            fitted[n] = draws.bits(rows[n]) < 0;
        }
    }

    static List<Finding> of(TrainingRows training) {
        return training.rows().length < FEWEST_ROWS ? List.of() : new LeakChecks(training).all();
    }

    private List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        boolean classification = training.classification();
        int[] classes =
                classification ? Arrays.stream(y).mapToInt(label -> (int) label).toArray() : atMode();
        double[] ranks = classification ? y : ranks(y);
        for (Feature feature : training.features()) {
            Finding found = byMissing(feature, classes);
            if (found == null) {
                OneColumnRule rule = OneColumnRule.of(feature.cells(), rows, fitted);
                found = classification ? byClass(feature, rule, classes) : byValue(feature, rule, ranks);
            }
            if (found != null) {
                findings.add(found);
            }
        }
        return findings;
    }

    private @Nullable Finding byClass(Feature feature, OneColumnRule rule, int[] classes) {
        OneColumnRule.Judged judged = rule.classes(classes, training.classes(), fitted);
        if (judged == null || judged.rows() < FEWEST_ROWS) {
            return null;
        }
        double errors = 1 - judged.accuracy();
        if (judged.accuracy() >= NEARLY_ALL && errors <= ERRORS_LEFT * (1 - judged.majority())) {
            return leak(
                    feature,
                    "alone tells the class of " + Words.percent(judged.accuracy())
                            + " of the rows (the most frequent class" + " is " + Words.percent(judged.majority())
                            + " of them)");
        }
        double fewer = (1 - judged.majority()) * judged.rows();
        return judged.auc() >= NEARLY_ORDERED && fewer >= FEWEST_OF_A_CLASS
                ? leak(feature, "alone orders the rows by class with an AUC of " + Words.brief(judged.auc()))
                : null;
    }

    private @Nullable Finding byValue(Feature feature, OneColumnRule rule, double[] ranks) {
        double explained = rule.explained(ranks, fitted);
        return explained >= NEARLY_EXPLAINED
                ? leak(feature, "alone explains " + Words.percent(explained) + " of the variance of the target's ranks")
                : null;
    }

    private Finding leak(Feature feature, String what) {
        return Finding.warning(
                "leak",
                feature.name(),
                Words.quoted(feature.name()) + " " + what,
                "if it is not known before the target is, " + Words.drop(List.of(feature.name())));
    }

    /** A value is there for one class and not for the others, or the other way round. For values, the class is the most frequent value. */
    private @Nullable Finding byMissing(Feature feature, int[] classes) {
        int count = training.classification() ? training.classes() : 2;
        int[] all = new int[count];
        int[] present = new int[count];
        int total = 0;
        for (int n = 0; n < rows.length; n++) {
            boolean there = !Cells.missing(feature.cells(), rows[n]);
            all[classes[n]]++;
            present[classes[n]] += there ? 1 : 0;
            total += there ? 1 : 0;
        }
        if (total == 0 || total == rows.length) {
            return null;
        }
        int filled = tells(all, present, total, false);
        int k = filled >= 0 ? filled : tells(all, present, total, true);
        if (k < 0) {
            return null;
        }
        return missing(
                feature, name(k), (double) present[k] / all[k], (double) (total - present[k]) / (rows.length - all[k]));
    }

    /** The class that a cell, or its absence, tells; -1 for none. */
    private int tells(int[] all, int[] present, int total, boolean absence) {
        for (int k = 0; k < all.length; k++) {
            int others = rows.length - all[k];
            if (all[k] >= FEWEST_OF_A_CLASS && others >= FEWEST_OF_A_CLASS) {
                double here = (double) present[k] / all[k];
                double elsewhere = (double) (total - present[k]) / others;
                boolean only = total == present[k] && total >= CELLS_OF_ONE_CLASS && all[k] <= USUAL * rows.length;
                if (absence ? here <= SELDOM && elsewhere >= OFTEN : here >= OFTEN && elsewhere <= SELDOM || only) {
                    return k;
                }
            }
        }
        return -1;
    }

    private String name(int k) {
        return training.classification()
                ? "class " + Words.quoted(training.label(k))
                : k == 1 ? "the most frequent target" : "the other targets";
    }

    private static Finding missing(Feature feature, String klass, double here, double elsewhere) {
        return Finding.warning(
                "leak-by-missing",
                feature.name(),
                Words.quoted(feature.name()) + " has a value in " + Words.percent(here) + " of the rows of " + klass
                        + " and in " + Words.percent(elsewhere) + " of the others",
                "if it is filled in after the target is known, " + Words.drop(List.of(feature.name())));
    }

    /** 1 where the target has its most frequent value. */
    private int[] atMode() {
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double mode = sorted[0];
        int longest = 0;
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            if (to - from > longest) {
                longest = to - from;
                mode = sorted[from];
            }
            from = to;
        }
        double frequent = mode;
        return Arrays.stream(y).mapToInt(value -> value == frequent ? 1 : 0).toArray();
    }

    /** Ranks instead of values: one large value must not decide. Ties have their mean rank. */
    static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int n = 0; n < values.length; n++) {
            int first = lower(sorted, values[n]);
            int last = lower(sorted, Math.nextUp(values[n]));
            ranks[n] = (first + last - 1) / 2.0;
        }
        return ranks;
    }

    private static int lower(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
