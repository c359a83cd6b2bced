package org.chainrule.metric;

/**
 * The mean of the recalls of the classes that occur: every class counts the same, however rare. NaN where no row counts.
 */
public record BalancedAccuracy() implements Metric {
    @Override
    public String name() {
        return "balancedAccuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        if (ClassRows.undefined(outputs, targets, weights)) {
            return Double.NaN;
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(outputs, targets, weights);
        return ClassMean.of(matrix.classes(), matrix::recall);
    }
}
