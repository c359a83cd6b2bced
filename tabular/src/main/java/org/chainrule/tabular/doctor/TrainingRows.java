package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;

/**
 * What is looked at before a training. Arrays are not copied and not written.
 *
 * @param schema    what each column was taken for
 * @param taskAsked whether the user said which task it is
 * @param table     the table
 * @param rows      rows of it to train on, all with a target
 * @param target    from the target column to y
 * @param inputs    of the network
 * @param others    rows that the model will be judged on
 * @param threads   for the training of small classifiers; 0 for automatic
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingRows(
        Schema schema,
        boolean taskAsked,
        RawTable table,
        int[] rows,
        TargetEncoding target,
        int inputs,
        List<HeldOut> others,
        int threads) {
    /** Copies the list. */
    public TrainingRows {
        others = List.copyOf(others);
    }

    /**
     * Rows that the model will be judged on.
     *
     * @param name  what they are: validation or test
     * @param table the table that they are in
     * @param rows  which, all with a target
     * @param how   where they come from
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record HeldOut(String name, RawTable table, int[] rows, Origin how) {}

    /** Where held-out rows come from. */
    public enum Origin {
        /** Drawn at random from the training table: nothing can have shifted. */
        DRAWN,
        /** Whole groups, or the latest rows, of the training table. */
        SELECTED,
        /** A table of their own. */
        GIVEN
    }

    /** A feature and its cells. */
    record Feature(ColumnSchema schema, RawColumn cells) {
        String name() {
            return schema.name();
        }
    }

    List<Feature> features() {
        Map<String, RawColumn> byName = byName(table);
        List<Feature> features = new ArrayList<>();
        for (ColumnSchema column : schema.features()) {
            RawColumn cells = byName.get(column.name());
            if (cells != null) {
                features.add(new Feature(column, cells));
            }
        }
        return features;
    }

    static Map<String, RawColumn> byName(RawTable table) {
        Map<String, RawColumn> byName = new HashMap<>();
        table.columns().forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    boolean classification() {
        return target instanceof ClassTarget;
    }

    /** The classes; one for regression. */
    int classes() {
        return target instanceof ClassTarget labels ? labels.classes().size() : 1;
    }

    String label(int klass) {
        return target instanceof ClassTarget labels ? labels.label(klass) : "";
    }

    /** The target of rows: class indices, or values of whatever scale. */
    double[] y(RawTable of, int[] which) {
        RawColumn column = of.column(target.column());
        if (column == null) {
            throw new IllegalStateException("no target column " + target.column());
        }
        var bound = target.bind(column);
        double[] y = new double[which.length];
        for (int n = 0; n < y.length; n++) {
            y[n] = bound.encode(which[n]);
        }
        return y;
    }

    /** Names of the columns of one kind. */
    List<String> named(ColumnKind... kinds) {
        List<ColumnKind> wanted = List.of(kinds);
        return schema.columns().stream()
                .filter(column -> wanted.contains(column.kind()))
                .map(ColumnSchema::name)
                .toList();
    }
}
