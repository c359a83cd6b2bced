package org.chainrule.tabular.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.chainrule.tabular.read.RawTable;

/**
 * Edges for a network's piecewise-linear embedding: the distinct quantiles at t / bins of an encoded training column.
 *
 * <p>Source: Gorishniy, Rubachev and Babenko 2022, "On embeddings for numerical features in tabular deep learning",
 * section 3.2.
 */
public final class BinEdges {
    /** Where edges lie. */
    public enum Placement {
        /** At quantiles of the rows, as published: a value that most rows share leaves few edges for the others. */
        ROWS,
        /** Half of them at quantiles of the rows, half at quantiles of the distinct values. */
        ROWS_AND_VALUES
    }

    /** Most rows that quantiles are taken of: of more, every n / SAMPLE-th. */
    static final int SAMPLE = 1 << 20;

    private BinEdges() {}

    /**
     * The edges of every input of the kind {@code NUMERIC}, in the order of {@link Encoder#inputGroups()}. They are of
     * the encoded numbers, without the noise of fitting. A constant input c gets the single bin from c to c + 1.
     *
     * @param encoder      the fitted encoder
     * @param table        the table it was fitted on
     * @param trainingRows rows of the table, at least one
     * @param bins         bins at most, at least 1
     * @param placement    where they lie
     * @return a list of ascending edges an input, at least two of them, all different in float32
     * @throws IllegalArgumentException without rows or bins
     */
    public static List<List<Double>> of(
            Encoder encoder, RawTable table, int[] trainingRows, int bins, Placement placement) {
        if (trainingRows.length == 0 || bins < 1) {
            throw new IllegalArgumentException("edges need at least one training row and one bin, found "
                    + trainingRows.length + " rows, " + bins + " bins");
        }
        PartRows part = PartRows.whole(trainingRows);
        double[] values = new double[part.picks(SAMPLE)];
        List<List<Double>> edges = new ArrayList<>();
        // Input by input: what is picked of all of them at once could be large.
        for (Quantity quantity : quantities(encoder.bind(table))) {
            int n = quantity.picked(part, values);
            edges.add(of(values, n, bins, placement));
        }
        return List.copyOf(edges);
    }

    /** The edges of values[0..n), which are sorted. */
    static List<Double> of(double[] values, int n, int bins, Placement placement) {
        return placement == Placement.ROWS ? of(values, n, bins) : mixed(values, n, bins);
    }

    /**
     * An input that has edges.
     *
     * @param part   the column
     * @param number of its numbers
     */
    record Quantity(BoundPart part, int number) {
        /** The encoded numbers of the sample's rows to values[0..n); returns n. */
        int picked(PartRows rows, double[] values) {
            float[] cell = new float[part.encoding().width()];
            PartRows.Picks picks = rows.sample(SAMPLE);
            int n = 0;
            for (int row : rows.rows()) {
                if (picks.next()) {
                    part.bound().encode(row, cell, 0);
                    values[n++] = cell[number];
                }
            }
            return n;
        }
    }

    /** The inputs that have edges, in the order of the encoder's groups. */
    static List<Quantity> quantities(BoundEncoder encoder) {
        List<Quantity> quantities = new ArrayList<>();
        for (BoundPart part : encoder.parts()) {
            for (InputGroup group : part.encoding().inputGroups(0)) {
                if (group.kind() == InputGroup.Kind.NUMERIC) {
                    quantities.add(new Quantity(part, group.first()));
                }
            }
        }
        return quantities;
    }

    /** Half of the edges of values[0..n), which are sorted, at quantiles of the rows, half at quantiles of the distinct values. */
    static List<Double> mixed(double[] values, int n, int bins) {
        TreeSet<Double> edges = new TreeSet<>(of(values, n, Math.max(1, bins / 2)));
        double[] distinct = Arrays.stream(values, 0, n).distinct().toArray();
        edges.addAll(of(distinct, distinct.length, Math.max(1, bins - bins / 2)));
        List<Double> different = new ArrayList<>();
        for (double edge : edges) {
            if (different.isEmpty()
                    || (float) edge > different.get(different.size() - 1).floatValue()) {
                different.add(edge);
            }
        }
        return List.copyOf(different);
    }

    /** The edges of values[0..n), which are sorted. */
    static List<Double> of(double[] values, int n, int bins) {
        Arrays.sort(values, 0, n);
        List<Double> edges = new ArrayList<>();
        for (int t = 0; t <= bins; t++) {
            double position = (n - 1) * (double) t / bins;
            int k = (int) position;
            double edge = Selection.between(values[k], values[Math.min(k + 1, n - 1)], position - k) + 0.0;
            if (edges.isEmpty() || (float) edge > edges.get(edges.size() - 1).floatValue()) {
                edges.add(edge);
            }
        }
        if (edges.size() == 1) {
            edges.add(edges.get(0) + 1);
        }
        return List.copyOf(edges);
    }
}
