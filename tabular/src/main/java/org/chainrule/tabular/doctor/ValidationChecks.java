package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** What the figures on the validation rows are worth: beside chance, beside the training rows, beside knowing nothing. */
final class ValidationChecks {
    /** Two standard errors of the accuracy, or of the RMSE in parts of it, from which on they are said. */
    private static final double NOISY_ACCURACY = 0.02;

    private static final double NOISY_RMSE = 0.1;

    /** Standard errors of the gain over knowing nothing: with fewer it hardly stands out. */
    private static final double SURE_GAIN = 4;

    private static final double LOSS_RATIO = 2;
    private static final double LOSS_RISE = 0.05;
    private static final double RMSE_RATIO = 1.5;
    private static final double EXPLAINED_LESS = 0.02;
    private static final double STANDARD_ERRORS = 3;
    private static final double NOTHING = 0.01;

    private final double[] known;
    private final Evaluation validation;
    private final boolean classes;
    private final Costs costs;
    private final double[] baseline;

    private ValidationChecks(double[] known, Evaluation validation) {
        this.known = known;
        this.validation = validation;
        this.classes = validation.task() == Task.CLASSIFICATION;
        this.costs = Costs.of(validation);
        this.baseline = baseline();
    }

    static List<Finding> of(Trained trained) {
        Evaluation validation = trained.validation();
        return validation == null ? List.of() : of(trained.training().targets(), trained.training(), validation);
    }

    /**
     * The checks.
     *
     * @param known      targets of training rows
     * @param training   the model on training rows; null if these are also judged
     * @param validation the model on rows that it was not trained on
     */
    static List<Finding> of(double[] known, @Nullable Evaluation training, Evaluation validation) {
        List<Finding> findings = new ArrayList<>();
        ValidationChecks checks = new ValidationChecks(known, validation);
        boolean useless = checks.useless(findings);
        if (!useless && training != null) {
            checks.overfitted(training, findings);
        }
        checks.noise(useless, findings);
        return findings;
    }

    private double metric(Evaluation evaluation, String name) {
        return evaluation.metrics().getOrDefault(name, Double.NaN);
    }

    /** The cost of every row if only the shares of the classes, or the mean, of the training rows are known. */
    private double[] baseline() {
        double[] each = new double[validation.rows()];
        double[] y = validation.targets();
        if (classes) {
            int count = validation.predictions().classes().size();
            double[] shares = new double[count];
            Arrays.fill(shares, 1);
            for (double label : known) {
                shares[(int) label]++;
            }
            Arrays.setAll(each, n -> -StrictMath.log(shares[(int) y[n]] / (known.length + count)));
        } else {
            double mean = Arrays.stream(known).average().orElse(0);
            Arrays.setAll(each, n -> (y[n] - mean) * (y[n] - mean));
        }
        return each;
    }

    private boolean useless(List<Finding> findings) {
        double nothing = Costs.of(baseline, validation.weights()).mean();
        double auc = metric(validation, "auc");
        boolean ordered = classes && auc > 0.55;
        if (costs.mean() < (1 - NOTHING) * nothing || ordered) {
            return false;
        }
        findings.add(Finding.warning(
                "no-better-than-baseline",
                "validation",
                classes
                        ? "the log loss of " + Words.brief(costs.mean())
                                + " is no better than that of answering the shares of the classes, "
                                + Words.brief(nothing)
                        : "the RMSE of " + Words.brief(Math.sqrt(costs.mean()))
                                + " is no better than that of answering the mean, " + Words.brief(Math.sqrt(nothing)),
                "check that the columns can say something about the target; more --epochs, another --learning-rate"));
        return true;
    }

    private void overfitted(Evaluation training, List<Finding> findings) {
        Costs learned = Costs.of(training);
        double rise = costs.mean() - learned.mean();
        if (rise <= STANDARD_ERRORS * Math.max(costs.error(), learned.error())) {
            return;
        }
        boolean much;
        if (classes) {
            much = costs.mean() > LOSS_RATIO * learned.mean() && rise > LOSS_RISE;
        } else {
            double[] y = validation.targets();
            double mean = Arrays.stream(y).average().orElse(0);
            double variance = Arrays.stream(y)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            much = costs.mean() > RMSE_RATIO * RMSE_RATIO * learned.mean() && rise > EXPLAINED_LESS * variance;
        }
        if (!much) {
            return;
        }
        String figures = classes
                ? "the log loss is " + Words.brief(learned.mean()) + " on training rows and "
                        + Words.brief(costs.mean())
                : "the RMSE is " + Words.brief(Math.sqrt(learned.mean())) + " on training rows and "
                        + Words.brief(Math.sqrt(costs.mean()));
        findings.add(Finding.note(
                "overfitting",
                "training",
                figures + " on validation rows: the network knows rows by heart",
                "a higher --dropout or --weight-decay, a smaller --hidden, or more rows"));
    }

    /** How far figures are from exact: a note, or a warning if the gain over knowing nothing is hardly beyond it. */
    private void noise(boolean useless, List<Finding> findings) {
        String figure;
        if (classes) {
            double n = validation.rows();
            // Agresti and Coull's interval, which does not vanish where there are no errors.
            double p = (metric(validation, "accuracy") * n + 2) / (n + 4);
            double twice = 2 * Math.sqrt(p * (1 - p) / (n + 4));
            if (!(twice > NOISY_ACCURACY)) {
                return;
            }
            figure = "an accuracy on " + Words.rows(validation.rows()) + " is uncertain by " + Words.brief(twice * 100)
                    + " points";
        } else {
            double twice = costs.error() / costs.mean();
            if (!(twice > NOISY_RMSE)) {
                return;
            }
            figure = "an RMSE on " + Words.rows(validation.rows()) + " is uncertain by " + Words.percent(twice);
        }
        double[] gains = Costs.each(validation);
        Arrays.setAll(gains, n -> baseline[n] - gains[n]);
        Costs gain = Costs.of(gains, validation.weights());
        if (useless || gain.mean() >= SURE_GAIN * gain.error()) {
            String remedy = "compare models on more rows or over several --seed";
            findings.add(Finding.note("small-validation", "validation", figure, remedy));
            return;
        }
        findings.add(Finding.warning(
                "small-validation",
                "validation",
                figure + ", and the gain over answering "
                        + (classes ? "the shares of the classes" : "the mean") + " is uncertain too: "
                        + Words.brief(gain.mean()) + " +- " + Words.brief(2 * gain.error())
                        + (classes ? " in log loss" : " in squared error"),
                "more rows, or a larger --validation-fraction"));
    }
}
