package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.chainrule.tabular.doctor.TrainingRows.Feature;
import org.chainrule.tabular.doctor.TrainingRows.Origin;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.schema.ColumnKind;

/** Columns that say nothing, or name rows instead of describing them. One finding for all columns of a kind. */
final class ColumnChecks {
    private static final double MOSTLY = 0.5;
    private static final double NEARLY_UNIQUE = 0.5;
    private static final int MANY_LEVELS = 100;
    private static final int FEWEST_ROWS = 50;

    /** Steps back in a thousand that a table in order of time may have: two files put one after the other, or a mended row. */
    private static final int STEPS_BACK = 1_000;

    private final TrainingRows training;
    private final List<Feature> features;
    private final int[] rows;

    private ColumnChecks(TrainingRows training) {
        this.training = training;
        this.features = training.features();
        this.rows = training.rows();
    }

    static List<Finding> of(TrainingRows training) {
        ColumnChecks checks = new ColumnChecks(training);
        List<Finding> findings = new ArrayList<>();
        checks.rowNumbers(findings);
        checks.nearlyUnique(findings);
        checks.constant(findings);
        checks.missing(findings);
        checks.dropped(findings);
        checks.wide(findings);
        return findings;
    }

    private List<String> names(Predicate<Feature> wanted) {
        return features.stream().filter(wanted).map(Feature::name).toList();
    }

    private void rowNumbers(List<Finding> findings) {
        if (rows.length < FEWEST_ROWS) {
            return;
        }
        List<String> numbers = names(column -> column.schema().kind() == ColumnKind.NUMERIC && rises(column, true));
        if (!numbers.isEmpty()) {
            findings.add(Finding.warning(
                    "row-number",
                    Words.subject(numbers),
                    Words.columns(numbers) + (numbers.size() == 1 ? " rises" : " rise")
                            + " from every row to the next, as row numbers do",
                    Words.drop(numbers) + ", or --time " + Words.argument(numbers.get(0))
                            + " if it is a time and later rows are to be predicted"));
        }
        boolean drawn = training.others().stream().anyMatch(other -> other.how() == Origin.DRAWN);
        List<String> dates = names(column -> column.schema().kind() == ColumnKind.DATE && rises(column, false));
        if (drawn && !dates.isEmpty()) {
            findings.add(Finding.note(
                    "time-order",
                    Words.subject(dates),
                    "the rows are in the order of " + Words.columns(dates)
                            + ", but validation rows are drawn from all times",
                    "if later rows are to be predicted, --time " + Words.argument(dates.get(0))));
        }
    }

    /** Strictly: every row above the one before. Otherwise: hardly ever below it, and more than one value in ten rows. */
    private boolean rises(Feature column, boolean strictly) {
        RawColumn.Numeric numbers = (RawColumn.Numeric) column.cells();
        int back = 0;
        int up = 0;
        for (int n = 1; n < rows.length; n++) {
            double step = numbers.value(rows[n]) - numbers.value(rows[n - 1]);
            boolean rising = strictly ? step > 0 : step >= 0;
            up += step > 0 ? 1 : 0;
            back += rising ? 0 : 1;
            if (back > (strictly ? 0 : 2 + rows.length / STEPS_BACK)) {
                return false;
            }
        }
        return up * 10L >= rows.length;
    }

    private void nearlyUnique(List<Finding> findings) {
        List<String> unique = names(column -> column.cells() instanceof RawColumn.Text text && isNearlyUnique(text));
        if (!unique.isEmpty()) {
            findings.add(Finding.note(
                    "identifier",
                    Words.subject(unique),
                    Words.columns(unique) + (unique.size() == 1 ? " has" : " have")
                            + " another level in most cells, so most rows to come have one that nothing was learned of",
                    Words.drop(unique) + ", or keep only the part that repeats"));
        }
    }

    private boolean isNearlyUnique(RawColumn.Text text) {
        boolean[] seen = new boolean[text.dictionary().size()];
        int levels = 0;
        int present = 0;
        for (int row : rows) {
            int code = text.code(row);
            if (code >= 0) {
                levels += seen[code] ? 0 : 1;
                seen[code] = true;
                present++;
            }
        }
        return levels >= MANY_LEVELS && levels > NEARLY_UNIQUE * present;
    }

    private void constant(List<Finding> findings) {
        List<String> still = names(this::isConstant);
        if (!still.isEmpty()) {
            findings.add(Finding.note(
                    "constant",
                    Words.subject(still),
                    Words.columns(still) + (still.size() == 1 ? " is" : " are")
                            + " the same in all training rows, so nothing is learned from "
                            + (still.size() == 1 ? "it" : "them"),
                    Words.drop(still)));
        }
    }

    private boolean isConstant(Feature column) {
        Cells.Bits bits = Cells.bits(column.cells());
        long first = bits.of(rows[0]);
        for (int row : rows) {
            if (bits.of(row) != first) {
                return false;
            }
        }
        return true;
    }

    private void missing(List<Finding> findings) {
        List<String> mostly = names(column -> missingShare(column) > MOSTLY && !isConstant(column));
        if (mostly.isEmpty()) {
            return;
        }
        String share = mostly.size() == 1 ? Words.percent(missingShare(only(mostly.get(0)))) : "more than half";
        findings.add(Finding.note(
                "mostly-missing",
                Words.subject(mostly),
                Words.columns(mostly) + (mostly.size() == 1 ? " is" : " are") + " missing in " + share
                        + " of the training rows",
                "keep " + (mostly.size() == 1 ? "it" : "them")
                        + " if a value will be there as often when the model is used, else " + Words.drop(mostly)));
    }

    private Feature only(String name) {
        return features.stream()
                .filter(feature -> feature.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double missingShare(Feature column) {
        int missing = 0;
        for (int row : rows) {
            missing += Cells.missing(column.cells(), row) ? 1 : 0;
        }
        return (double) missing / rows.length;
    }

    private void dropped(List<Finding> findings) {
        List<String> named = training.named(ColumnKind.IDENTIFIER, ColumnKind.FREE_TEXT);
        if (!named.isEmpty()) {
            findings.add(Finding.note(
                    "dropped-identifier",
                    Words.subject(named),
                    Words.columns(named) + (named.size() == 1 ? " was" : " were")
                            + " left out, because (nearly) every row has a value of its own",
                    "make columns of what it says that repeats, such as a title or a code, if something does"));
        }
        List<String> still = training.named(ColumnKind.CONSTANT, ColumnKind.EMPTY);
        if (!still.isEmpty()) {
            findings.add(Finding.note(
                    "dropped-constant",
                    Words.subject(still),
                    Words.columns(still) + (still.size() == 1 ? " was" : " were")
                            + " left out, because all rows are the same there",
                    "nothing need be done unless that is a mistake in the data"));
        }
    }

    private void wide(List<Finding> findings) {
        int inputs = training.inputs();
        if (inputs >= rows.length) {
            findings.add(Finding.warning(
                    "many-inputs",
                    "columns",
                    Words.count(features.size()) + " columns become " + Words.count(inputs) + " inputs for "
                            + Words.rows(rows.length) + " to train on, so chance alone can fit the target",
                    "--drop columns that cannot matter, or try --hidden none, --l1 0.001 or a higher --dropout"));
        }
    }
}
