package org.chainrule.metric;

/**
 * The share of the rows whose most probable class is the true one: sum w [argmax p = y] / sum w. Of equal probabilities the first counts as the most
 * probable.
 */
public record Accuracy() implements Metric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public double value(double[][] outputs, double[] targets, double[] weights) {
        int classes = ClassRows.classes(outputs);
        return RowMean.of(
                outputs,
                targets,
                weights,
                (p, y, row) -> ClassRows.predicted(p) == ClassRows.actual(y, classes, row) ? 1 : 0);
    }
}
