package org.chainrule.tabular.doctor;

import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.schema.Task;

/**
 * The cost of every judged row, -log p(class) or the squared error: with the mean its standard error can be said.
 *
 * @param mean  weighted
 * @param error standard error of the mean, by the effective number of rows
 */
record Costs(double mean, double error) {
    private static final double LEAST = 1e-15;

    static Costs of(Evaluation evaluation) {
        return of(each(evaluation), evaluation.weights());
    }

    static double[] each(Evaluation evaluation) {
        double[] costs = new double[evaluation.rows()];
        boolean classes = evaluation.task() == Task.CLASSIFICATION;
        double[][] p = classes ? evaluation.predictions().probabilities() : new double[0][];
        double[] values = classes ? new double[0] : evaluation.predictions().values();
        for (int n = 0; n < costs.length; n++) {
            double y = evaluation.targets()[n];
            costs[n] = classes ? -StrictMath.log(Math.max(LEAST, p[n][(int) y])) : (values[n] - y) * (values[n] - y);
        }
        return costs;
    }

    static Costs of(double[] costs, double[] weights) {
        double total = 0;
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < costs.length; n++) {
            total += weights[n];
            sum += weights[n] * costs[n];
            squares += weights[n] * weights[n];
        }
        double mean = sum / total;
        double spread = 0;
        for (int n = 0; n < costs.length; n++) {
            spread += weights[n] * (costs[n] - mean) * (costs[n] - mean);
        }
        double effective = total * total / squares;
        return new Costs(mean, Math.sqrt(spread / total / Math.max(1, effective - 1)));
    }
}
