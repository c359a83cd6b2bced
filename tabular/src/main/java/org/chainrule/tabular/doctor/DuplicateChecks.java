package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.doctor.TrainingRows.Feature;
import org.chainrule.tabular.doctor.TrainingRows.HeldOut;
import org.chainrule.tabular.doctor.TrainingRows.Origin;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;

/**
 * Rows that come again: held-out rows that were trained on flatter the figures, and equal rows of different classes bound what any model can do. Rows that are
 * equal by chance, because their columns have few values, are no defect: chance is what the columns would give if they were independent, and tables whose rows had
 * names of their own that were left out are not judged by it.
 */
final class DuplicateChecks {
    private static final long MOST_CELLS = 40_000_000;
    private static final int ROWS_FOR_CHANCE = 4_000;

    private static final double NOTABLE = 0.05;
    private static final int FEWEST = 5;
    private static final double NOTABLE_GIVEN = 0.01;
    private static final double TIMES_CHANCE = 5;
    private static final double MOST_OF_THEM = 0.5;
    private static final int MANY_DIFFERENT = 10_000;
    private static final double TIMES_WITHIN = 2;
    private static final double CONTRADICTED = 0.02;

    /** The class in the lower bits of a row's number; the upper ones are enough to tell rows apart. */
    private static final int CLASS_BITS = 12;

    private final TrainingRows training;
    private final List<Feature> features;
    private final List<String> names;
    private final int most;
    private final long[] keys;
    private final boolean named;

    private DuplicateChecks(TrainingRows training) {
        this.training = training;
        this.features = training.features();
        this.names = features.stream().map(Feature::name).toList();
        this.most = (int) Math.max(1_000, Math.min(Integer.MAX_VALUE, MOST_CELLS / Math.max(1, names.size())));
        this.named = !training.named(ColumnKind.IDENTIFIER, ColumnKind.FREE_TEXT, ColumnKind.DROPPED)
                .isEmpty();
        this.keys = keys(training.table(), Cells.spread(training.rows(), most));
        Arrays.sort(keys);
    }

    static List<Finding> of(TrainingRows training) {
        DuplicateChecks checks = new DuplicateChecks(training);
        List<Finding> findings = new ArrayList<>();
        double within = checks.repeated();
        for (HeldOut other : training.others()) {
            checks.overlap(other, within, findings);
        }
        if (training.classification()) {
            checks.contradictions(findings);
        }
        return findings;
    }

    private long[] keys(RawTable table, int[] rows) {
        long[] hashes = Cells.rows(table, names, rows);
        double[] y = training.y(table, rows);
        boolean classes = training.classification();
        for (int n = 0; n < rows.length; n++) {
            hashes[n] = classes
                    ? hashes[n] << CLASS_BITS | (long) y[n] & (1 << CLASS_BITS) - 1
                    : CounterRandom.bits(hashes[n], Double.doubleToLongBits(y[n] + 0.0));
        }
        return hashes;
    }

    /** The share of the training rows that have an equal one among them. */
    private double repeated() {
        int again = 0;
        for (int n = 0; n < keys.length; n++) {
            boolean before = n > 0 && keys[n - 1] == keys[n];
            boolean after = n + 1 < keys.length && keys[n + 1] == keys[n];
            again += before || after ? 1 : 0;
        }
        return (double) again / keys.length;
    }

    private void overlap(HeldOut other, double within, List<Finding> findings) {
        int[] rows = Cells.spread(other.rows(), most);
        long known = Arrays.stream(keys(other.table(), rows))
                .filter(key -> Arrays.binarySearch(keys, key) >= 0)
                .count();
        double share = (double) known / rows.length;
        boolean given = other.how() == Origin.GIVEN;
        boolean enough = known >= FEWEST;
        boolean copies = enough && given && share >= NOTABLE_GIVEN && share > TIMES_WITHIN * within;
        boolean repeats = enough
                && !copies
                && !named
                && share >= NOTABLE
                && (share > TIMES_CHANCE * byChance() || share >= MOST_OF_THEM && different() >= MANY_DIFFERENT);
        if (copies || repeats) {
            String counted = rows.length == other.rows().length && keys.length == training.rows().length
                    ? Words.count(known) + " of " + Words.rows(rows.length) + " of the " + other.name() + " data"
                    : Words.percent(share) + " of the " + other.name() + " rows (of a sample)";
            findings.add(
                    Finding.warning(
                            copies ? "overlap" : "duplicates",
                            other.name(),
                            counted
                                    + " are also training rows, target included: its figures say too little about new rows",
                            given
                                    ? "take them out of one of the two tables"
                                    : "train on SELECT DISTINCT * of the table, or name what copies share with --group COLUMN"));
        }
    }

    private int different() {
        int different = 1;
        for (int n = 1; n < keys.length; n++) {
            different += keys[n] == keys[n - 1] ? 0 : 1;
        }
        return different;
    }

    /** The share of rows that would meet an equal one if the columns were independent: 1 - exp(-n times the probability that two rows are equal). */
    private double byChance() {
        int[] sample = Cells.spread(training.rows(), ROWS_FOR_CHANCE);
        double equal = 1;
        for (Feature feature : features) {
            Cells.Bits bits = Cells.bits(feature.cells());
            equal *= equalPairs(Arrays.stream(sample).mapToLong(bits::of).toArray());
        }
        equal *= equalPairs(Arrays.stream(training.y(training.table(), sample))
                .mapToLong(Double::doubleToLongBits)
                .toArray());
        return 1 - StrictMath.exp(-equal * keys.length);
    }

    private static double equalPairs(long[] cells) {
        Arrays.sort(cells);
        double pairs = 0;
        long run = 0;
        for (int n = 1; n < cells.length; n++) {
            run = cells[n] == cells[n - 1] ? run + 1 : 0;
            pairs += run;
        }
        return cells.length < 2 ? 1 : pairs / (cells.length * (cells.length - 1.0) / 2);
    }

    /** Of rows that are equal but for their class, all but the most frequent class are errors of any model. */
    private void contradictions(List<Finding> findings) {
        int errors = 0;
        for (int from = 0; from < keys.length; ) {
            int to = from;
            int most = 0;
            while (to < keys.length && keys[to] >> CLASS_BITS == keys[from] >> CLASS_BITS) {
                int run = to;
                while (run < keys.length && keys[run] == keys[to]) {
                    run++;
                }
                most = Math.max(most, run - to);
                to = run;
            }
            errors += to - from - most;
            from = to;
        }
        double share = (double) errors / keys.length;
        if (share >= CONTRADICTED) {
            findings.add(Finding.note(
                    "contradictions",
                    training.target().column(),
                    Words.percent(share)
                            + " of the training rows equal others of another class, so no model of these columns"
                            + " can be right on more than " + Words.percent(1 - share) + " of them",
                    "add a column that tells them apart, or mend their labels"));
        }
    }
}
