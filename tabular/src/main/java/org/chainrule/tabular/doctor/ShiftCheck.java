package org.chainrule.tabular.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.data.FloatDataset;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.metric.Auc;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.AdamW;
import org.chainrule.predict.Predictor;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.doctor.TrainingRows.HeldOut;
import org.chainrule.tabular.doctor.TrainingRows.Origin;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.EncoderOptions;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingDivergedException;
import org.chainrule.train.TrainingProblem;

/**
 * Whether held-out rows come from elsewhere than the training rows: a small network is trained to tell one from the other, and judged by its AUC on rows that it was
 * not trained on. Where even the lower end of the AUC's interval (2.6 standard errors) is well above one half, the rows differ; shuffling each column shows by which.
 * Sources: Friedman 2003, "On multivariate goodness-of-fit and two-sample testing"; Hanley and McNeil 1982 for the standard error; Breiman 2001 for the shuffling.
 */
final class ShiftCheck {
    private static final int MOST_ROWS = 4_000;
    private static final long MOST_CELLS = 3_000_000;
    private static final int FEWEST_ROWS = 100;
    private static final int MOST_COLUMNS = 200;
    private static final int EPOCHS = 6;
    private static final int STEPS = 400;
    private static final int BATCH = 64;
    private static final int SEED = 7;
    private static final double STANDARD_ERRORS = 2.6;

    /** An AUC below this is a shift that hardly matters. */
    private static final double NOTABLE = 0.6;

    /** An AUC from here on is a warning. */
    private static final double STRONG = 0.75;

    private static final int NAMED = 3;
    private static final double COLUMN_COUNTS = 0.01;

    /** Of what the AUC is above one half: a column that takes as much with it can be named as the cause. */
    private static final double CAUSE = 0.25;

    private final TrainingRows training;
    private final HeldOut other;
    private final Encoder encoder;
    private final int width;

    private ShiftCheck(TrainingRows training, HeldOut other) {
        this.training = training;
        this.other = other;
        // Of its own: a preset may encode for layers that the small network has not.
        this.encoder = Encoder.fit(
                training.table(),
                training.schema(),
                Cells.spread(training.rows(), MOST_ROWS),
                EncoderOptions.defaults());
        this.width = encoder.width();
    }

    static List<Finding> of(TrainingRows training) {
        List<Finding> findings = new ArrayList<>();
        for (HeldOut other : training.others()) {
            if (other.how() != Origin.DRAWN) {
                new ShiftCheck(training, other).look(findings);
            }
        }
        return findings;
    }

    private void look(List<Finding> findings) {
        int most = (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / 2 / width));
        int[] ours = Cells.spread(training.rows(), most);
        int[] theirs = Cells.spread(other.rows(), most);
        if (ours.length < FEWEST_ROWS || theirs.length < FEWEST_ROWS) {
            return;
        }
        float[] x = new float[(ours.length + theirs.length) * width];
        encode(encoder.bind(training.table()), ours, x, 0);
        encode(encoder.bind(other.table()), theirs, x, ours.length);
        int rows = ours.length + theirs.length;
        CounterRandom draws = Cells.draws(2);
        int[] fit = IntStream.range(0, rows).filter(n -> draws.uniform(n) < 0.6).toArray();
        int[] judged =
                IntStream.range(0, rows).filter(n -> draws.uniform(n) >= 0.6).toArray();
        try {
            Predictor predictor =
                    new Predictor(train(pick(x, fit), labels(fit, ours.length), ours.length, theirs.length));
            judge(predictor, pick(x, judged), labels(judged, ours.length), findings);
        } catch (TrainingDivergedException diverged) {
            return; // nothing was learned, so nothing can be said
        }
    }

    /** The time that orders a split differs by design. */
    private void encode(BoundEncoder bound, int[] rows, float[] x, int first) {
        bound.encode(rows, 0, rows.length, x, first * width, width);
        int from = 0;
        List<String> times = training.named(ColumnKind.CALENDAR);
        for (ColumnEncoding column : encoder.columns()) {
            for (int n = first; n < first + rows.length && times.contains(column.column()); n++) {
                Arrays.fill(x, n * width + from, n * width + from + column.width(), 0);
            }
            from += column.width();
        }
    }

    private float[] pick(float[] x, int[] which) {
        float[] picked = new float[which.length * width];
        for (int n = 0; n < which.length; n++) {
            System.arraycopy(x, which[n] * width, picked, n * width, width);
        }
        return picked;
    }

    private static float[] labels(int[] which, int ours) {
        float[] labels = new float[which.length];
        for (int n = 0; n < which.length; n++) {
            labels[n] = which[n] < ours ? 0 : 1;
        }
        return labels;
    }

    private TrainedNetwork train(float[] x, float[] y, int ours, int theirs) {
        float[] weights = new float[y.length];
        double total = ours + theirs;
        for (int n = 0; n < y.length; n++) {
            weights[n] = (float) (total / 2 / (y[n] == 0 ? ours : theirs));
        }
        int epochs = Math.max(EPOCHS, (STEPS * BATCH + y.length - 1) / y.length);
        Network network = Network.perceptron(width, List.of(32), Activation.RELU, 0, 1);
        TrainingConfiguration configuration = TrainingConfiguration.of(
                        AdamW.defaults().withWeightDecay(0.1), 3e-3, epochs, SEED)
                .withBatchSize(BATCH)
                .withThreads(training.threads());
        FloatDataset data = new FloatDataset(y.length, x, y, weights);
        return Trainer.train(new TrainingProblem(network, new Bernoulli(), data), configuration, () -> false)
                .network();
    }

    private void judge(Predictor predictor, float[] x, float[] y, List<Finding> findings) {
        double auc = auc(predictor, x, y);
        if (!(auc - STANDARD_ERRORS * standardError(auc, y) > NOTABLE)) {
            return;
        }
        List<Loss> losses = losses(predictor, x, y, auc);
        List<String> telling = losses.stream()
                .filter(loss -> loss.drop() > COLUMN_COUNTS)
                .limit(NAMED)
                .map(Loss::column)
                .toList();
        List<String> causes = losses.stream()
                .filter(loss -> loss.drop() > CAUSE * (auc - 0.5))
                .limit(NAMED)
                .map(Loss::column)
                .toList();
        String message = "a small network tells the " + other.name() + " rows from the training rows with an AUC of "
                + Words.brief(auc) + " (0.5: no difference)"
                + (telling.isEmpty() ? "" : ", most of all by " + Words.quoted(telling));
        String remedy = (other.how() == Origin.SELECTED
                        ? "rows to come may differ as much"
                        : "train on rows that are like those to be predicted")
                + (causes.isEmpty() ? "" : ", or " + Words.drop(causes));
        findings.add(
                auc >= STRONG
                        ? Finding.warning("shift", other.name(), message, remedy)
                        : Finding.note("shift", other.name(), message, remedy));
    }

    private static double auc(Predictor predictor, float[] x, float[] y) {
        double[] p = new double[y.length];
        predictor.predict(x, y.length, p);
        double[][] outputs = new double[y.length][];
        double[] targets = new double[y.length];
        double[] weights = new double[y.length];
        for (int n = 0; n < y.length; n++) {
            outputs[n] = new double[] {1 - p[n], p[n]};
            targets[n] = y[n];
            weights[n] = 1;
        }
        return new Auc().value(outputs, targets, weights);
    }

    private static double standardError(double auc, float[] y) {
        double positive = 0;
        for (float label : y) {
            positive += label;
        }
        double negative = y.length - positive;
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        return Math.sqrt((auc * (1 - auc) + (positive - 1) * (q1 - auc * auc) + (negative - 1) * (q2 - auc * auc))
                / (positive * negative));
    }

    /** What shuffling a column takes from the AUC. */
    private record Loss(String column, double drop) {}

    /** Largest first; empty if there are too many columns to try. */
    private List<Loss> losses(Predictor predictor, float[] x, float[] y, double auc) {
        List<Loss> losses = new ArrayList<>();
        int from = 0;
        for (ColumnEncoding column :
                encoder.columns().size() > MOST_COLUMNS ? List.<ColumnEncoding>of() : encoder.columns()) {
            float[] shuffled = shuffled(x, y.length, from, column.width());
            losses.add(new Loss(column.column(), auc - auc(predictor, shuffled, y)));
            from += column.width();
        }
        losses.sort(Comparator.comparingDouble(Loss::drop).reversed());
        return losses;
    }

    private float[] shuffled(float[] x, int rows, int from, int count) {
        int[] order = IntStream.range(0, rows).toArray();
        CounterRandom draws = Cells.draws(3 + from);
        for (int n = rows - 1; n > 0; n--) {
            int swap = draws.below(n, n + 1);
            int kept = order[n];
            order[n] = order[swap];
            order[swap] = kept;
        }
        float[] shuffled = x.clone();
        for (int n = 0; n < rows; n++) {
            System.arraycopy(x, order[n] * width + from, shuffled, n * width + from, count);
        }
        return shuffled;
    }
}
