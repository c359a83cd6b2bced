package org.chainrule.report;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The predictions on rows held out of the training, summed up for the charts. */
public sealed interface Outcome permits Outcome.Classification, Outcome.Regression {
    /** At most so many rows are drawn in the charts of a regression. */
    int MAXIMUM_SAMPLES = 2_000;

    /**
     * Which rows these are.
     *
     * @return such as {@code test} or {@code validation}
     */
    String split();

    /**
     * Prediction intervals, or sets of classes, by the coverage asked for.
     *
     * @return rising levels; empty if the model has no calibration
     */
    List<Covered> coverage();

    /**
     * Predicted classes.
     *
     * @param split       which rows these are
     * @param classes     names of the classes, in the order of the model's outputs
     * @param confusion   [true class][predicted class], row counts
     * @param calibration bins of the probability of the predicted class, ascending; may be empty
     * @param ece         expected calibration error (Naeini, Cooper, Hauskrecht, AAAI 2015), NaN if not known
     * @param roc         for two classes: the receiver operating characteristic of the second class, from (0, 0) to (1,
     *                    1); else empty
     * @param scaling     what temperature scaling changed; null if there was none
     * @param coverage    sets of classes by the coverage asked for; may be empty
     */
    record Classification(
            String split,
            List<String> classes,
            List<List<Long>> confusion,
            List<CalibrationBin> calibration,
            double ece,
            List<RocPoint> roc,
            @Nullable Scaling scaling,
            List<Covered> coverage)
            implements Outcome {
        /** Copies the collections and checks the shape of the confusion matrix. */
        public Classification {
            classes = List.copyOf(classes);
            confusion = confusion.stream().map(List::copyOf).toList();
            calibration = List.copyOf(calibration);
            roc = List.copyOf(roc);
            coverage = List.copyOf(coverage);
            if (confusion.size() != classes.size()) {
                throw new IllegalArgumentException("confusion matrix has " + confusion.size() + " rows but there are "
                        + classes.size() + " classes; give one row for each class");
            }
            for (int row = 0; row < confusion.size(); row++) {
                if (confusion.get(row).size() != classes.size()) {
                    throw new IllegalArgumentException("row " + row + " of the confusion matrix has "
                            + confusion.get(row).size() + " columns but there are " + classes.size()
                            + " classes; give one column for each class");
                }
            }
        }

        /**
         * Predicted classes, with the confusion matrix as an array.
         *
         * @param split       which rows these are
         * @param classes     names of the classes, in the order of the model's outputs
         * @param confusion   [true class][predicted class], row counts, read
         * @param calibration bins of the probability of the predicted class, ascending; may be empty
         * @param ece         expected calibration error, NaN if not known
         * @param roc         for two classes: the receiver operating characteristic of the second class; else empty
         */
        public Classification(
                String split,
                List<String> classes,
                long[][] confusion,
                List<CalibrationBin> calibration,
                double ece,
                List<RocPoint> roc) {
            this(split, classes, boxed(confusion), calibration, ece, roc, null, List.of());
        }

        /**
         * The same with what the model knows about its errors.
         *
         * @param scaled  what temperature scaling changed; null if there was none
         * @param covered sets of classes by the coverage asked for
         * @return another value
         */
        public Classification with(@Nullable Scaling scaled, List<Covered> covered) {
            return new Classification(split, classes, confusion, calibration, ece, roc, scaled, covered);
        }

        private static List<List<Long>> boxed(long[][] matrix) {
            return Arrays.stream(matrix)
                    .map(row -> Arrays.stream(row).boxed().toList())
                    .toList();
        }
    }

    /**
     * Predicted numbers.
     *
     * @param split     which rows these are
     * @param rows      rows of the split, of which the samples may be a part
     * @param samples   at most {@link #MAXIMUM_SAMPLES} rows, chosen by the caller without a look at the predictions
     * @param residuals histogram of (true - predicted) over all rows, ascending bins without holes; may be empty
     * @param coverage  intervals by the coverage asked for; may be empty
     */
    record Regression(
            String split, long rows, List<Sample> samples, List<HistogramBin> residuals, List<Covered> coverage)
            implements Outcome {
        /** Copies the collections and checks the number of samples. */
        public Regression {
            samples = List.copyOf(samples);
            residuals = List.copyOf(residuals);
            coverage = List.copyOf(coverage);
            if (samples.size() > MAXIMUM_SAMPLES) {
                throw new IllegalArgumentException("a report draws at most " + MAXIMUM_SAMPLES + " rows but got "
                        + samples.size() + "; give a sample of them");
            }
        }

        /**
         * Predicted numbers without intervals.
         *
         * @param split     which rows these are
         * @param rows      rows of the split, of which the samples may be a part
         * @param samples   at most {@link #MAXIMUM_SAMPLES} rows
         * @param residuals histogram of (true - predicted) over all rows; may be empty
         */
        public Regression(String split, long rows, List<Sample> samples, List<HistogramBin> residuals) {
            this(split, rows, samples, residuals, List.of());
        }

        /**
         * The same with intervals.
         *
         * @param covered intervals by the coverage asked for
         * @return another value
         */
        public Regression with(List<Covered> covered) {
            return new Regression(split, rows, samples, residuals, covered);
        }
    }

    /**
     * Rows whose predicted class got about the same probability.
     *
     * @param confidence mean probability of the predicted class
     * @param frequency  share of the rows whose predicted class was right
     * @param weight     sum of the rows' weights
     */
    record CalibrationBin(double confidence, double frequency, double weight) {}

    /**
     * What temperature scaling changed (Guo, Pleiss, Sun, Weinberger, ICML 2017).
     *
     * @param temperature above 1 made the model less sure, below 1 more
     * @param before      bins of the probability of the predicted class before scaling, ascending
     * @param eceBefore   expected calibration error before scaling
     */
    record Scaling(double temperature, List<CalibrationBin> before, double eceBefore) {
        /** Copies the bins. */
        public Scaling {
            before = List.copyOf(before);
        }
    }

    /**
     * Intervals or sets of one level.
     *
     * @param level   the coverage asked for
     * @param covered share of the rows whose interval or set holds the truth
     * @param size    mean width, in the units of the target, or mean number of classes; infinite if there were too few calibration rows
     */
    record Covered(double level, double covered, double size) {}

    /**
     * A point of the receiver operating characteristic.
     *
     * @param falsePositiveRate share of the first class taken for the second
     * @param truePositiveRate  share of the second class found
     */
    record RocPoint(double falsePositiveRate, double truePositiveRate) {}

    /**
     * A row.
     *
     * @param truth     true value, in the units of the target
     * @param predicted predicted value
     */
    record Sample(double truth, double predicted) {
        /**
         * What is left: true - predicted.
         *
         * @return the residual
         */
        public double residual() {
            return truth - predicted;
        }
    }

    /**
     * A bar of a histogram.
     *
     * @param from  lower bound, inclusive
     * @param to    upper bound, exclusive but for the last bin
     * @param count rows
     */
    record HistogramBin(double from, double to, long count) {}
}
