package org.chainrule.report;

/**
 * How a metric is shown and read.
 *
 * @param label     for people
 * @param share     whether it is shown as percents
 * @param higher    whether higher is better
 * @param meaning   one clause; empty if the metric is not known here
 */
record MetricText(String label, boolean share, boolean higher, String meaning) {
    /**
     * The text of a metric by its name.
     *
     * @param name as in the model file
     * @return never null; an unknown metric is shown by its name
     */
    static MetricText of(String name) {
        return switch (name) {
            case "accuracy" -> new MetricText("Accuracy", true, true, "share of rows whose class was predicted right");
            case "balancedAccuracy" ->
                new MetricText("Balanced accuracy", true, true, "mean over the classes of the share found");
            case "logLoss" ->
                new MetricText(
                        "Log loss", false, false, "mean of −ln(probability given to the true class); 0 is perfect");
            case "auc" ->
                new MetricText(
                        "AUC",
                        false,
                        true,
                        "chance that a row of the second class ranks above one of the first; 0.5 is guessing");
            case "averagePrecision" ->
                new MetricText(
                        "Average precision", false, true, "area under precision over recall of the second class");
            case "f1" -> new MetricText("F1", false, true, "harmonic mean of precision and recall");
            case "macroF1" -> new MetricText("Macro F1", false, true, "mean of F1 over the classes");
            case "brier" ->
                new MetricText("Brier score", false, false, "mean squared error of the probabilities; 0 is perfect");
            case "mcc" -> new MetricText("Matthews correlation", false, true, "1 is perfect, 0 is guessing");
            case "ece" ->
                new MetricText("Calibration error", false, false, "mean gap between probability and frequency");
            case "rmse" ->
                new MetricText("RMSE", false, false, "typical error in the target's units, large errors weigh more");
            case "mae" -> new MetricText("MAE", false, false, "mean absolute error in the target's units");
            case "medianAbsoluteError" ->
                new MetricText("Median absolute error", false, false, "half of the rows are off by less");
            case "r2" -> new MetricText("R²", false, true, "share of the variance explained; 0 is as good as the mean");
            case "loss" -> new MetricText("Loss", false, false, "mean cost, what training minimises");
            default -> new MetricText(Names.display(name), false, true, "");
        };
    }

    /**
     * The value as text.
     *
     * @param value any
     * @return such as {@code 98.55 %} or {@code 0.04321}
     */
    String format(double value) {
        return share ? Numbers.percent(value) : Numbers.significant(value, 4);
    }

    /**
     * Which way is better.
     *
     * @return in words; empty if the metric is not known here
     */
    String direction() {
        if (meaning.isEmpty()) {
            return "";
        }
        return higher ? "higher is better" : "lower is better";
    }
}
