package org.chainrule.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.text.Call;

/** The metrics of this library. */
public final class Metrics {
    private static final String NAMES =
            "accuracy, balancedAccuracy, logLoss, auc, f1, brier, rmse, mae, r2 or pinball(level)";

    private Metrics() {}

    /**
     * What is computed for classes.
     *
     * @param classes number of classes, at least 2
     * @return accuracy, balanced accuracy, log loss, AUC (for more than two classes the mean of one against the rest), F1 and Brier score
     */
    public static List<Metric> forClassification(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("classification needs at least 2 classes, found " + classes);
        }
        return List.of(new Accuracy(), new BalancedAccuracy(), new LogLoss(), new Auc(), new F1(), new BrierScore());
    }

    /**
     * What is computed for values.
     *
     * @return root mean squared error, mean absolute error and R squared
     */
    public static List<Metric> forRegression() {
        return List.of(new Rmse(), new Mae(), new R2());
    }

    /**
     * A metric by its name.
     *
     * @param text a metric's {@link Metric#name}; {@code pinball} takes its level, as in {@code pinball(0.9)}, else 0.5
     * @return the metric
     * @throws IllegalArgumentException if there is none of that name; says which there are
     */
    public static Metric parse(String text) {
        Call call = Call.parse(text);
        if (!call.name().equals("pinball")) {
            call.expect(0, 0, "without arguments");
        }
        return switch (call.name()) {
            case "accuracy" -> new Accuracy();
            case "balancedAccuracy" -> new BalancedAccuracy();
            case "logLoss" -> new LogLoss();
            case "auc" -> new Auc();
            case "f1" -> new F1();
            case "brier" -> new BrierScore();
            case "rmse" -> new Rmse();
            case "mae" -> new Mae();
            case "r2" -> new R2();
            case "pinball" -> new Pinball(call.expect(0, 1, "pinball(level)").number(0, 0.5));
            default -> throw new IllegalArgumentException("expected a metric: " + NAMES + "; found '" + text + "'");
        };
    }

    /**
     * Computes several metrics.
     *
     * @param metrics which
     * @param outputs [rows][width], as for {@link Metric#value}
     * @param targets [rows]
     * @param weights [rows], not negative
     * @return the values by name, in the order of the metrics; NaN where one is not defined
     */
    public static Map<String, Double> evaluate(
            List<Metric> metrics, double[][] outputs, double[] targets, double[] weights) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Metric metric : metrics) {
            values.put(metric.name(), metric.value(outputs, targets, weights));
        }
        return values;
    }
}
