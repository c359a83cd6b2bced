import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.data.FloatDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.metric.Accuracy;
import org.chainrule.metric.Rmse;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Adam;
import org.chainrule.optim.Momentum;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import peers.Arguments;
import peers.Meter;
import peers.SyntheticData;
import peers.Workload;

/**
 * Chainrule with its full trainer: validation rows, a metric, early stopping (with patience enough to go on) and a listener. Counts what the trainer
 * itself reports as rows a second, and beside it the rows a second of the wall clock, validation included.
 */
public final class ChainruleRunner {
    /** Validation rows, in parts of the training rows. */
    private static final int VALIDATION_SHARE = 10;

    private static final int PATIENCE = 100_000;

    private ChainruleRunner() {}

    public static void main(String[] words) {
        Arguments arguments = Arguments.parse(words);
        Workload workload = arguments.workload();
        Epochs epochs = new Epochs(arguments.seconds());
        TrainingResult result =
                Trainer.train(problem(workload), configuration(workload, arguments.threads()), epochs::enough, epochs);
        Meter.printLosses(
                result.history().get(0).trainingLoss(),
                result.history().get(result.history().size() - 1).trainingLoss());
        Map<String, Object> line = Meter.result(
                "chainrule",
                "checkout",
                arguments,
                epochs.rowsPerSecond(),
                epochs.measured(),
                "kernel " + result.kernel() + ", threads used " + result.threads());
        line.put("rowsPerSecondWithValidation", Math.rint(epochs.wallClockRowsPerSecond(workload.rows())));
        Meter.print(line);
    }

    private static TrainingProblem problem(Workload workload) {
        List<Integer> hidden = IntStream.of(workload.hidden()).boxed().toList();
        return new TrainingProblem(
                Network.perceptron(workload.inputs(), hidden, Activation.RELU, 0, workload.outputs()),
                workload.regression() ? new Gaussian() : new Categorical(0),
                dataset(workload, 0, workload.rows()),
                dataset(workload, workload.rows(), workload.rows() / VALIDATION_SHARE),
                workload.regression() ? new Rmse() : new Accuracy(),
                null);
    }

    private static FloatDataset dataset(Workload workload, int from, int rows) {
        float[] x = new float[rows * workload.inputs()];
        float[] y = new float[rows];
        float[] row = new float[workload.inputs()];
        for (int n = 0; n < rows; n++) {
            y[n] = SyntheticData.row(workload, from + n, row);
            System.arraycopy(row, 0, x, n * row.length, row.length);
        }
        return new FloatDataset(rows, x, y, null);
    }

    private static TrainingConfiguration configuration(Workload workload, int threads) {
        return TrainingConfiguration.of(
                        workload.adam() ? Adam.defaults() : new Momentum(Workload.MOMENTUM),
                        workload.learningRate(),
                        Integer.MAX_VALUE,
                        1)
                .withBatchSize(workload.batch())
                .withPatience(PATIENCE)
                .withThreads(threads);
    }

    /** The epochs that count: those after the warm-up, which is one epoch and a quarter of the time given, as in {@link Meter}. */
    private static final class Epochs implements TrainingListener {
        private static final int LEAST = 3;
        private final double seconds;
        private final List<EpochFinished> epochs = new ArrayList<>();
        private double started;
        private double warmSince = Double.NaN;

        Epochs(double seconds) {
            this.seconds = seconds;
        }

        @Override
        public void on(TrainingEvent event) {
            double now = System.nanoTime() / 1e9;
            if (event instanceof TrainingEvent.Started) {
                started = now;
            } else if (event instanceof EpochFinished epoch) {
                if (!Double.isNaN(warmSince)) {
                    epochs.add(epoch);
                } else if (now - started >= seconds / 4) {
                    warmSince = now;
                }
            }
        }

        boolean enough() {
            return epochs.size() >= LEAST && System.nanoTime() / 1e9 - warmSince >= seconds;
        }

        int measured() {
            return epochs.size();
        }

        double rowsPerSecond() {
            return Meter.median(
                    epochs.stream().map(EpochFinished::rowsPerSecond).toList());
        }

        /** Includes validation, the copy of the best weights and the events. */
        double wallClockRowsPerSecond(int rows) {
            EpochFinished last = epochs.get(epochs.size() - 1);
            EpochFinished first = epochs.get(0);
            double elapsed = last.elapsed().minus(first.elapsed()).toNanos() / 1e9;
            return (epochs.size() - 1.0) * rows / elapsed;
        }
    }
}
