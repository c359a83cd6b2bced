package org.chainrule.network;

import java.util.List;

/** A part of an {@link Embed} layer: how some consecutive input columns become numbers for the network. Closed, because the model file lists its members. */
public sealed interface Embedding {
    /**
     * The first input column that is read.
     *
     * @return from 0
     */
    int from();

    /**
     * How many input columns are read.
     *
     * @return at least 1
     */
    int columns();

    /**
     * How many numbers are written.
     *
     * @return the width
     */
    int outputs();

    /** Refuses what cannot be a layer: a model file may hold any numbers. */
    private static void check(int from, long columns, long written) {
        if (from < 0 || columns < 1 || columns > 1 << 24 || written < 1 || written > 1 << 24) {
            throw new IllegalArgumentException("an embedding must read 1 to 2^24 columns from 0 on and write 1 to 2^24"
                    + " numbers, found " + columns + " columns from " + from + " on and " + written + " numbers");
        }
    }

    /**
     * Columns as they are: y = x.
     *
     * @param from    first column
     * @param columns how many
     */
    record Passed(int from, int columns) implements Embedding {
        /** Checks the numbers. */
        public Passed {
            check(from, columns, columns);
        }

        @Override
        public int outputs() {
            return columns;
        }
    }

    /**
     * Periodic embedding of each of some numeric columns, feature after feature: e = u W + c with k trainable frequencies f.
     * <ul>
     *   <li>with phase: u = cos(2 pi f x + b), f ~ N(0, deviation^2), b ~ U(-pi, pi) (PBLD without its raw input, which is a {@link Passed} part);
     *   <li>without: u = [cos(2 pi f x), sin(2 pi f x)], f ~ N(0, deviation^2) (PL, or PLR with ReLU on e).
     * </ul>
     * W and c are drawn from U(-a, a), a = 1 / sqrt(rows of W). Sources: Gorishniy, Rubachev and Babenko 2022, "On embeddings for numerical features in tabular
     * deep learning"; Holzmueller, Grinsztajn and Steinwart 2024, "Better by default".
     *
     * @param from        first column
     * @param columns     how many features
     * @param frequencies k of each feature
     * @param width       numbers that each feature becomes
     * @param deviation   of the frequencies at the start
     * @param phase       whether a trainable phase replaces the sines
     * @param shared      whether all features share W and c
     * @param relu        whether e = max(e, 0)
     */
    record Periodic(
            int from,
            int columns,
            int frequencies,
            int width,
            double deviation,
            boolean phase,
            boolean shared,
            boolean relu)
            implements Embedding {
        /** Checks the numbers. */
        public Periodic {
            if (frequencies < 1 || width < 1 || !(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a periodic embedding needs frequencies, a width and a deviation, found " + frequencies + ", "
                                + width + " and " + deviation);
            }
            check(from, columns, Math.max((long) columns * width, 2L * columns * frequencies));
            check(from, columns, 2L * frequencies * width);
        }

        /**
         * The embedding of RealMLP.
         *
         * @param from    first column
         * @param columns how many features
         * @return 16 frequencies with phases, deviation 0.1, 3 numbers a feature
         */
        public static Periodic pbld(int from, int columns) {
            return new Periodic(from, columns, 16, 3, 0.1, true, false, false);
        }

        /**
         * Rows of W: how many numbers u has.
         *
         * @return k or 2 k
         */
        public int waves() {
            return phase ? frequencies : 2 * frequencies;
        }

        @Override
        public int outputs() {
            return columns * width;
        }
    }

    /**
     * Piecewise-linear embedding of each of some numeric columns, feature after feature: e = x w + c + ple(x) V. Component t of ple(x) is (x - e_t) / (e_(t+1) - e_t),
     * clamped to [0, 1]; the first component is not clamped from below, the last not from above. w and c are drawn from U(-a, a), a = 1 / sqrt(width); V starts
     * at 0. Sources: Gorishniy, Rubachev and Babenko 2022, "On embeddings for numerical features in tabular deep learning"; version B of Gorishniy, Kotelnikov and
     * Babenko 2025, "TabM".
     *
     * @param from  first column
     * @param edges of each feature: at least two, strictly ascending
     * @param width numbers that each feature becomes
     */
    record PiecewiseLinear(int from, List<List<Double>> edges, int width) implements Embedding {
        /** Copies the lists and checks the numbers. */
        public PiecewiseLinear {
            edges = edges.stream().map(List::copyOf).toList();
            if (width < 1) {
                throw new IllegalArgumentException(
                        "a piecewise-linear embedding needs a width of at least 1, found " + width);
            }
            for (List<Double> feature : edges) {
                boolean ascending = feature.size() >= 2
                        && feature.get(0) > Double.NEGATIVE_INFINITY
                        && feature.get(feature.size() - 1) < Double.POSITIVE_INFINITY;
                for (int t = 1; ascending && t < feature.size(); t++) {
                    ascending = feature.get(t) > feature.get(t - 1);
                }
                if (!ascending) {
                    throw new IllegalArgumentException(
                            "a piecewise-linear embedding needs at least two finite, ascending edges a feature, found "
                                    + feature);
                }
            }
            check(from, edges.size(), (long) edges.size() * width);
        }

        /**
         * All bins of all features.
         *
         * @return rows of V
         */
        public int bins() {
            return edges.stream().mapToInt(feature -> feature.size() - 1).sum();
        }

        @Override
        public int columns() {
            return edges.size();
        }

        @Override
        public int outputs() {
            return edges.size() * width;
        }
    }

    /**
     * A row of a trainable table for each code: an embedding of a categorical column. The column holds whole numbers from 0 to codes - 1; anything else counts as 0,
     * which stands for missing or unknown. The table starts at N(0, 1). Source: Guo and Berkhahn 2016, "Entity embeddings of categorical variables".
     *
     * @param from  the column
     * @param codes rows of the table
     * @param width numbers that a code becomes
     */
    record Lookup(int from, int codes, int width) implements Embedding {
        /** Checks the numbers. */
        public Lookup {
            if (codes < 1 || codes > 1 << 24 || width < 1) {
                throw new IllegalArgumentException(
                        "a lookup needs 1 to 2^24 codes and a width, found " + codes + " and " + width);
            }
            check(from, 1, width);
        }

        /**
         * The row that a value stands for.
         *
         * @param x what the column holds
         * @return the code; 0 for anything that is none
         */
        public int code(double x) {
            return x >= 0 && x < codes ? (int) x : 0;
        }

        @Override
        public int columns() {
            return 1;
        }

        @Override
        public int outputs() {
            return width;
        }
    }
}
