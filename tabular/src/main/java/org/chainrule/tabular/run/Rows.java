package org.chainrule.tabular.run;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
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
     * @param inferred        roles of columns; classification is split class by class
     * @param table           the training table
     * @param validationTable what the user gave to validate on, or {@code table}
     * @param labels          what the target is
     * @param notes           appended to: what a person should know of the split
     * @return the rows
     */
    static Rows split(
            TrainOptions options,
            InferredSchema inferred,
            RawTable table,
            RawTable validationTable,
            TargetEncoding labels,
            List<String> notes) {
        String name = Objects.requireNonNull(column(inferred.schema(), ColumnKind.TARGET));
        BoundTarget target = labels.bind(Objects.requireNonNull(table.column(name)));
        int[] all = IntStream.range(0, table.rows()).toArray();
        int[] present = target.present(all);
        if (present.length == 0) {
            throw UserException.data("no row of the training data has a value in the target column \""
                    + options.target() + "\"; check the name of the target and the marks of missing values");
        }
        int missing = all.length - present.length;
        if (validationTable != table) {
            int[] given = labels.bind(Objects.requireNonNull(validationTable.column(name)))
                    .present(IntStream.range(0, validationTable.rows()).toArray());
            if (given.length == 0) {
                throw UserException.data("no row of the validation data has a value in the target column \""
                        + options.target() + "\"; check the file");
            }
            return new Rows(present, given, validationTable, missing);
        }
        String group = column(inferred.schema(), ColumnKind.GROUP);
        String date = column(inferred.schema(), ColumnKind.CALENDAR);
        String time = date == null ? column(inferred.schema(), ColumnKind.TIME) : date;
        RowSplit split;
        if (time != null) {
            split = latest((RawColumn.Numeric) Objects.requireNonNull(table.column(time)), present, options, notes);
        } else if (group != null) {
            RawColumn.Text groups = (RawColumn.Text) Objects.requireNonNull(table.column(group));
            split = RowSplit.grouped(present, groups::code, options.validationFraction(), options.seed());
        } else if (inferred.task() == Task.CLASSIFICATION) {
            split = RowSplit.stratified(
                    present, row -> (int) target.encode(row), options.validationFraction(), options.seed());
        } else {
            split = RowSplit.plain(present, options.validationFraction(), options.seed());
        }
        return new Rows(split.training(), split.validation(), table, missing);
    }

    /** How many there are. */
    Learned.RowCounts counts() {
        return new Learned.RowCounts(training.length, validation.length, missingTargets);
    }

    /** The column in a role, as the table writes its name. */
    static @Nullable String column(Schema schema, ColumnKind role) {
        return schema.columns().stream()
                .filter(column -> column.kind() == role)
                .map(ColumnSchema::name)
                .findFirst()
                .orElse(null);
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
