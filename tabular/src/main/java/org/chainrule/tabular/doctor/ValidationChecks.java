package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.schema.Task;

/** What the figures on the validation rows are worth: beside chance, beside the training rows, beside knowing nothing. */
final class ValidationChecks {
    /** Two standard errors of the accuracy, or of the RMSE in parts of it, that make a note, and a warning. */
    private static final double NOISY_ACCURACY = 0.02;

    private static final double NOISY_RMSE = 0.1;
    private static final double TOO_NOISY = 0.1;
    private static final double TOO_NOISY_RMSE = 0.4;

    private static final double LOSS_RATIO = 2;
    private static final double LOSS_RISE = 0.05;
    private static final double RMSE_RATIO = 1.5;
    private static final double EXPLAINED_LESS = 0.02;
    private static final double STANDARD_ERRORS = 3;
    private static final double NOTHING = 0.01;

    private final Trained trained;
    private final Evaluation validation;
    private final boolean classes;
    private final Costs costs;

    private ValidationChecks(Trained trained, Evaluation validation) {
        this.trained = trained;
        this.validation = validation;
        this.classes = validation.task() == Task.CLASSIFICATION;
        this.costs = Costs.of(validation);
    }

    static List<Finding> of(Trained trained) {
        List<Finding> findings = new ArrayList<>();
        Evaluation validation = trained.validation();
        if (validation != null) {
            ValidationChecks checks = new ValidationChecks(trained, validation);
            if (!checks.useless(findings)) {
                checks.overfitted(findings);
            }
            checks.noise(findings);
        }
        return findings;
    }

    private double metric(Evaluation evaluation, String name) {
        return evaluation.metrics().getOrDefault(name, Double.NaN);
    }

    /** The error of knowing only the shares of the classes, or the mean, of the training rows. */
    private boolean useless(List<Finding> findings) {
        double[] known = trained.training().targets();
        double[] baseline = new double[validation.rows()];
        double[] y = validation.targets();
        if (classes) {
            int count = validation.predictions().classes().size();
            double[] shares = new double[count];
            Arrays.fill(shares, 1);
            for (double label : known) {
                shares[(int) label]++;
            }
            Arrays.setAll(baseline, n -> -StrictMath.log(shares[(int) y[n]] / (known.length + count)));
        } else {
            double mean = Arrays.stream(known).average().orElse(0);
            Arrays.setAll(baseline, n -> (y[n] - mean) * (y[n] - mean));
        }
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

    private void overfitted(List<Finding> findings) {
        Costs learned = Costs.of(trained.training());
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

    private void noise(List<Finding> findings) {
        if (classes) {
            double n = validation.rows();
            // Agresti and Coull's interval, which does not vanish where there are no errors.
            double p = (metric(validation, "accuracy") * n + 2) / (n + 4);
            double twice = 2 * Math.sqrt(p * (1 - p) / (n + 4));
            if (twice > NOISY_ACCURACY) {
                add(
                        findings,
                        twice > TOO_NOISY,
                        "an accuracy on " + Words.rows(validation.rows()) + " is uncertain by "
                                + Words.brief(twice * 100) + " percentage points");
            }
        } else if (costs.mean() > 0) {
            double twice = costs.error() / costs.mean();
            if (twice > NOISY_RMSE) {
                add(
                        findings,
                        twice > TOO_NOISY_RMSE,
                        "an RMSE on " + Words.rows(validation.rows()) + " is uncertain by " + Words.percent(twice)
                                + " of it");
            }
        }
    }

    private static void add(List<Finding> findings, boolean warning, String message) {
        String whole = message + " (two standard errors), so smaller differences between models are noise";
        String remedy = "more rows, a larger --validation-fraction, or means over several --seed";
        findings.add(
                warning
                        ? Finding.warning("small-validation", "validation", whole, remedy)
                        : Finding.note("small-validation", "validation", whole, remedy));
    }
}
