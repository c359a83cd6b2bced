package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * From rows to the inputs of a network: the encodings of all features, one after the other. Immutable; {@link #bind}
 * prepares it for a table.
 *
 * @param columns the encodings, in the order of their inputs
 */
public record Encoder(List<ColumnEncoding> columns) implements Serializable {
    /** Copies the list. */
    public Encoder {
        columns = List.copyOf(columns);
    }

    /**
     * Chooses and fits the encodings of a schema's features. Only the training rows are read, in the given order;
     * values that only other rows have are unknown to the result.
     *
     * @param table        the table, with all features loaded
     * @param schema       what each column is taken for
     * @param trainingRows rows of the table, at least one
     * @param options      what the preset decides
     * @return the encoder
     * @throws UserException            if a column is missing or is not of its kind
     * @throws IllegalArgumentException without training rows
     */
    public static Encoder fit(RawTable table, Schema schema, int[] trainingRows, EncoderOptions options) {
        return fit(table, schema, trainingRows, options, null);
    }

    /**
     * Chooses and fits the encodings of a schema's features, of which some may be fitted to the target. Rows that are
     * trained on are then to be bound by {@link #bindTraining}.
     *
     * @param table        the table, with all features loaded
     * @param schema       what each column is taken for
     * @param trainingRows rows of the table, at least one
     * @param options      what the preset decides
     * @param target       the target, bound to the table; null if the options do not ask for its means
     * @return the encoder
     * @throws UserException            if a column is missing or is not of its kind
     * @throws IllegalArgumentException without training rows, or without a target that the options ask for
     */
    public static Encoder fit(
            RawTable table,
            Schema schema,
            int[] trainingRows,
            EncoderOptions options,
            @Nullable TrainingTarget target) {
        PartRows part = PartRows.whole(trainingRows);
        double[] scratch = new double[part.picks(NumericSummary.SAMPLE)];
        Fitting fitting = new Fitting(options, scratch, trainingRows.length);
        Map<String, RawColumn> byName = byName(table);
        for (ColumnSchema feature : schema.features()) {
            RawColumn column = require(byName, feature.name());
            // Column by column: facts of all of them at once would hold a sample of each.
            ColumnFacts facts = ColumnFacts.of(column, feature.kind(), part, options, scratch);
            List<String> levels =
                    target == null ? null : new TextFitter(options).levelsWithMeans(facts, target.outputs());
            TargetSums sums = levels == null || target == null
                    ? null
                    : TargetSums.of(
                            Columns.text(column),
                            levels,
                            part,
                            target,
                            options.categories().folds(),
                            options.hashSeed());
            fitting.add(facts, feature, sums);
        }
        return fitting.encoder();
    }

    /**
     * Chooses and fits the encodings of features of facts that were put together from parts.
     *
     * @param all      the facts of all training rows
     * @param features the features that the facts are of
     * @param options  what the preset decides, the same as for the facts
     * @param means    means of the target of all training rows; null if {@link EncoderFacts#meansWanted} is empty
     * @return the encoder
     * @throws IllegalArgumentException without training rows, or without means that the options ask for
     */
    public static Encoder fit(
            EncoderFacts all, List<ColumnSchema> features, EncoderOptions options, @Nullable MeanFacts means) {
        return all.fit(features, options, means);
    }

    /**
     * The number of inputs.
     *
     * @return the sum of the widths
     */
    public int width() {
        return columns.stream().mapToInt(ColumnEncoding::width).sum();
    }

    /**
     * What each input means.
     *
     * @return {@link #width()} names
     */
    public List<String> featureNames() {
        return columns.stream()
                .flatMap(column -> column.featureNames().stream())
                .toList();
    }

    /**
     * The texts of a column that have numbers of their own.
     *
     * @param column name of the column
     * @return each once; none if no encoding reads the column as text
     */
    public Set<String> knownTexts(String column) {
        Set<String> texts = new LinkedHashSet<>();
        for (ColumnEncoding encoding : columns) {
            if (encoding.column().equals(column)) {
                texts.addAll(encoding.knownTexts());
            }
        }
        return texts;
    }

    /**
     * What each input is to a network.
     *
     * @return consecutive groups that cover {@link #width()} inputs, in their order
     */
    public List<InputGroup> inputGroups() {
        List<InputGroup> groups = new ArrayList<>();
        int first = 0;
        for (ColumnEncoding encoding : columns) {
            groups.addAll(encoding.inputGroups(first));
            first += encoding.width();
        }
        return List.copyOf(groups);
    }

    /**
     * The inputs of one kind.
     *
     * @param kind what is sought
     * @return their positions, ascending
     */
    public int[] inputs(InputGroup.Kind kind) {
        return inputGroups().stream()
                .filter(group -> group.kind() == kind)
                .flatMapToInt(group -> IntStream.range(group.first(), group.first() + group.width()))
                .toArray();
    }

    /**
     * Prepares for one table.
     *
     * @param table a table with all columns of the encoder, in any order, among others
     * @return the prepared encoder
     * @throws UserException if a column is missing (with the nearest names) or is not of its kind
     */
    public BoundEncoder bind(RawTable table) {
        return bound(table, ColumnEncoding::bind);
    }

    /**
     * Prepares for the rows that a network is trained on: encodings that were fitted to the target give each row what
     * the other rows say, see {@link TargetMeans}. All others are as in {@link #bind}.
     *
     * @param table        the table that the encoder was fitted on
     * @param trainingRows the rows it was fitted on; only these may be read
     * @param target       the target that it was fitted to
     * @return the prepared encoder
     * @throws UserException if a column is missing or is not of its kind
     */
    public BoundEncoder bindTraining(RawTable table, int[] trainingRows, TrainingTarget target) {
        return bound(
                table,
                (encoding, source) -> encoding instanceof TargetMeans means
                        ? means.bindTraining(source, trainingRows, target)
                        : encoding.bind(source));
    }

    /**
     * Prepares for a part of the rows that a network is trained on, see {@link #bindTraining(RawTable, int[], TrainingTarget)}.
     *
     * @param part     the part
     * @param firstRow training rows of all parts before this one: row r of the part is row {@code firstRow + r} of all
     * @param all      means of the target of all training rows; null if the encoder was fitted without
     * @return the prepared encoder
     * @throws UserException if a column is missing or is not of its kind
     */
    public BoundEncoder bindTraining(RawTable part, long firstRow, @Nullable MeanFacts all) {
        return bound(
                part,
                (encoding, source) -> encoding instanceof TargetMeans means
                        ? means.bindTraining(source, MeanFacts.of(all, means.column()), firstRow)
                        : encoding.bind(source));
    }

    private BoundEncoder bound(RawTable table, BiFunction<ColumnEncoding, RawColumn, BoundEncoding> bind) {
        Map<String, RawColumn> byName = byName(table);
        List<BoundPart> parts = new ArrayList<>();
        int input = 0;
        for (ColumnEncoding encoding : columns) {
            RawColumn source = require(byName, encoding.column());
            parts.add(new BoundPart(encoding, source, bind.apply(encoding, source), input));
            input += encoding.width();
        }
        return new BoundEncoder(parts);
    }

    static Map<String, RawColumn> byName(RawTable table) {
        Map<String, RawColumn> byName = new HashMap<>();
        table.columns().forEach(column -> byName.putIfAbsent(column.name(), column));
        return byName;
    }

    static RawColumn require(Map<String, RawColumn> byName, String name) {
        RawColumn column = byName.get(name);
        if (column == null) {
            List<String> nearest = NearestNames.of(name, byName.keySet());
            throw UserException.data("column '" + name + "' is missing from the table; "
                    + (nearest.isEmpty()
                            ? "it has " + byName.size() + " columns, none of a similar name; add the column"
                            : "did you mean "
                                    + String.join(
                                            " or ",
                                            nearest.stream()
                                                    .map(near -> "'" + near + "'")
                                                    .toList()) + "? Rename it"));
        }
        return column;
    }
}
