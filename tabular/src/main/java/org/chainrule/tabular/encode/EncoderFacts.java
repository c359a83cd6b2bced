package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/**
 * What fitting an {@link Encoder} needs to know of the training rows, of a part of them or of all: moments, extremes, a sample for quantiles, counts of levels, column by
 * column. Facts of parts are put together by {@link #then} in the order of the parts. Where the parts begin does not matter to counts, levels, extremes and samples; to means
 * and deviations it matters in the last bit or two. Facts of a single part give the encoder of {@link Encoder#fit(RawTable, org.chainrule.tabular.schema.Schema, int[],
 * EncoderOptions)}, bit for bit.
 *
 * <p>They hold at most 2^22 numbers of a quantity, packed, and every text of a column that is text, at most 2^22 of them where there are many parts. Immutable.
 */
public final class EncoderFacts implements Serializable {
    private static final long serialVersionUID = 1;

    private final long rows;
    private final ArrayList<ColumnFacts> columns;

    private EncoderFacts(long rows, List<ColumnFacts> columns) {
        this.rows = rows;
        this.columns = new ArrayList<>(columns);
    }

    /**
     * Looks at a part.
     *
     * @param part      a table that has the features
     * @param rows      its training rows, in order; may be empty
     * @param features  the columns that the network is to see
     * @param options   what the preset decides
     * @param firstRow  training rows of all parts before this one
     * @param totalRows training rows of all parts together
     * @return the facts
     * @throws UserException            if a column is missing or is not of its kind, or has too many texts to remember
     * @throws IllegalArgumentException if the part does not lie within all rows
     */
    public static EncoderFacts of(
            RawTable part,
            int[] rows,
            List<ColumnSchema> features,
            EncoderOptions options,
            long firstRow,
            long totalRows) {
        PartRows at = new PartRows(rows, firstRow, totalRows);
        double[] scratch = new double[at.picks(NumericSummary.SAMPLE)];
        Map<String, RawColumn> byName = Encoder.byName(part);
        List<ColumnFacts> columns = new ArrayList<>();
        for (ColumnSchema feature : features) {
            RawColumn column = Encoder.require(byName, feature.name());
            ColumnFacts facts = ColumnFacts.of(column, feature.kind(), at, options, scratch);
            columns.add(facts instanceof TextFacts text ? text.bounded() : facts);
        }
        return new EncoderFacts(rows.length, columns);
    }

    /**
     * The facts of this and the next part.
     *
     * @param next of the rows that follow, for the same features and options
     * @return the facts of both
     * @throws UserException            if a column has too many texts to remember
     * @throws IllegalArgumentException if they are of other features
     */
    public EncoderFacts then(EncoderFacts next) {
        if (next.columns.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "expected facts of " + columns.size() + " columns, found " + next.columns.size());
        }
        List<ColumnFacts> both = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            both.add(columns.get(c).then(next.columns.get(c)));
        }
        return new EncoderFacts(rows + next.rows, both);
    }

    /**
     * The columns whose encoding needs means of the target, once the facts are those of all rows.
     *
     * @param options what the preset decides
     * @param classes classes of the target; 1 for a number
     * @return what to ask of every part by {@link MeanFacts#of}; empty if there is nothing to ask
     */
    public MeansWanted meansWanted(EncoderOptions options, int classes) {
        int outputs = TrainingTarget.outputs(classes);
        TextFitter fitter = new TextFitter(options);
        List<MeansWanted.Column> wanted = new ArrayList<>();
        for (ColumnFacts facts : columns) {
            List<String> levels = fitter.levelsWithMeans(facts, outputs);
            if (levels != null) {
                wanted.add(new MeansWanted.Column(facts.column(), levels));
            }
        }
        return new MeansWanted(wanted, outputs, options.categories().folds(), options.hashSeed());
    }

    /**
     * Training rows that were looked at.
     *
     * @return how many
     */
    public long rows() {
        return rows;
    }

    /**
     * Rows without a value in a column: empty cells, not infinite ones.
     *
     * @param column name of a feature
     * @return how many
     * @throws IllegalArgumentException if the facts are not of such a column
     */
    public long missing(String column) {
        return columns.stream()
                .filter(facts -> facts.column().equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected a feature, found column " + column))
                .missing();
    }

    /** See {@link Encoder#fit(EncoderFacts, List, EncoderOptions, MeanFacts)}. */
    Encoder fit(List<ColumnSchema> features, EncoderOptions options, @Nullable MeanFacts means) {
        List<String> names = columns.stream().map(ColumnFacts::column).toList();
        List<String> wanted = features.stream().map(ColumnSchema::name).toList();
        if (!names.equals(wanted)) {
            throw new IllegalArgumentException("expected facts of the features " + wanted + ", found " + names);
        }
        int sampled = columns.stream().mapToInt(ColumnFacts::sampled).max().orElse(0);
        Fitting fitting = new Fitting(options, new double[sampled], rows);
        for (int c = 0; c < columns.size(); c++) {
            TargetSums sums = means == null ? null : means.find(names.get(c));
            fitting.add(columns.get(c), features.get(c), sums);
        }
        return fitting.encoder();
    }
}
