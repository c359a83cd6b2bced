package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of which table train, and which validate.
 *
 * @param training       rows of the training table to train on
 * @param validation     rows of {@code validationTable} to validate on; may be empty
 * @param validationTable the training table, or the table that the user gave
 * @param missingTargets rows left out because their target is missing
 */
@SuppressWarnings("ArrayRecordComponent")
record Rows(int[] training, int[] validation, RawTable validationTable, int missingTargets) {

    /**
     * Splits the rows.
     *
     * @param options         fraction and seed
     * @param task            classification is split class by class
     * @param table           the training table
     * @param target          its target
     * @param validationTable what the user gave to validate on, or {@code table}
     * @param validTarget     the target of {@code validationTable}
     * @param group           name of the group column in the table, or null
     * @param time            name of the time column in the table, or null
     * @param notes           appended to: what a person should know of the split
     * @return the rows
     */
    static Rows split(
            TrainOptions options,
            Task task,
            RawTable table,
            BoundTarget target,
            RawTable validationTable,
            BoundTarget validTarget,
            @Nullable String group,
            @Nullable String time,
            List<String> notes) {
        int[] all = IntStream.range(0, table.rows()).toArray();
        int[] present = target.present(all);
        if (present.length == 0) {
            throw UserException.data("no row of the training data has a value in the target column \""
                    + options.target() + "\"; check the name of the target and the marks of missing values");
        }
        int missing = all.length - present.length;
        if (validationTable != table) {
            int[] given = validTarget.present(
                    IntStream.range(0, validationTable.rows()).toArray());
            if (given.length == 0) {
                throw UserException.data("no row of the validation data has a value in the target column \""
                        + options.target() + "\"; check the file");
            }
            return new Rows(present, given, validationTable, missing);
        }
        RowSplit split;
        if (time != null) {
            split = latest((RawColumn.Numeric) Objects.requireNonNull(table.column(time)), present, options, notes);
        } else if (group != null) {
            RawColumn.Text groups = (RawColumn.Text) Objects.requireNonNull(table.column(group));
            split = RowSplit.grouped(present, groups::code, options.validationFraction(), options.seed());
        } else if (task == Task.CLASSIFICATION) {
            split = RowSplit.stratified(
                    present, row -> (int) target.encode(row), options.validationFraction(), options.seed());
        } else {
            split = RowSplit.plain(present, options.validationFraction(), options.seed());
        }
        return new Rows(split.training(), split.validation(), table, missing);
    }

    private static RowSplit latest(RawColumn.Numeric time, int[] rows, TrainOptions options, List<String> notes) {
        RowSplit split = RowSplit.latest(rows, time::value, options.validationFraction());
        long unknown =
                Arrays.stream(rows).filter(row -> Double.isNaN(time.value(row))).count();
        String name = "\"" + Display.text(time.name()) + "\"";
        if (split.validation().length == 0 && options.validationFraction() > 0) {
            throw UserException.data("the time column " + name + " has one value in all rows"
                    + (unknown == 0 ? "" : " that have one") + ", so none is later than others; name another --time,"
                    + " or set --validation-fraction 0 to train on all rows");
        }
        if (unknown > 0) {
            notes.add("the time " + name + " is missing in " + unknown + " of " + rows.length
                    + " rows; they train and do not validate");
        }
        return split;
    }

    /** Refuses targets that leave nothing to learn. */
    void checkVaries(TrainOptions options, BoundTarget target) {
        double first = target.encode(training[0]);
        if (Arrays.stream(training).allMatch(row -> target.encode(row) == first)) {
            throw UserException.data(
                    "the target column \"" + options.target() + "\" has the same value in all " + training.length
                            + " training rows, so there is nothing to learn; choose another target or add rows");
        }
    }

    /** Two rules for one split contradict each other. */
    static void checkRules(TrainOptions options) {
        if (options.time() != null && options.group() != null) {
            throw UserException.usage("group and time both say which rows validate; leave one of them out");
        }
        if (options.time() != null && options.validation() != null) {
            throw UserException.usage("time says which rows of the table validate, but the validation rows are given;"
                    + " leave out one of time and validation");
        }
    }
}
