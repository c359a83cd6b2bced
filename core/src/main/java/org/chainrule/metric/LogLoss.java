package org.chainrule.metric;

/**
 * The mean of -ln p(true class). A probability below 2^-126 (1.2e-38, the smallest normal float32) counts as that, so one impossible row costs 87.3 and
 * not infinity, the same in both precisions. The logarithm is StrictMath's.
 */
public record LogLoss() implements Metric {
    @Override
    public String name() {
        return "logLoss";
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        int classes = ClassRows.classes(outputs);
        return RowMean.of(
                outputs,
                targets,
                weights,
                (p, y, row) -> -StrictMath.log(
                        Math.max(ClassRows.probability(p, ClassRows.actual(y, classes, row)), Float.MIN_NORMAL)));
    }
}
