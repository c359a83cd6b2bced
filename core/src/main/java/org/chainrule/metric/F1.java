package org.chainrule.metric;

/**
 * The mean over the classes of F1 = 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall. Classes that neither occur nor are predicted are
 * left out. Source: van Rijsbergen 1979, "Information retrieval".
 */
public record F1() implements Metric {
    @Override
    public String name() {
        return "f1";
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
        return ClassMean.of(matrix.classes(), matrix::f1);
    }
}
