package org.chainrule.tabular.checkpoint;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** A training of nine parameters, and where it stood. */
public final class CheckpointSamples {
    private CheckpointSamples() {}

    /** What is trained. */
    public static TrainingProblem problem() {
        double[][] x = new double[8][2];
        double[][] y = new double[8][1];
        for (int n = 0; n < 8; n++) {
            x[n][0] = n / 4.0 - 1;
            x[n][1] = n % 3 - 1;
            y[n][0] = x[n][0] * x[n][1];
        }
        ArrayDataset rows = new ArrayDataset(x, y);
        Network network = Network.of(2, new Dense(2), new Activate(Activation.TANH), new Dense(1));
        return new TrainingProblem(network, new Gaussian(), rows, rows, null, null);
    }

    /** How. */
    public static TrainingConfiguration configuration() {
        return TrainingConfiguration.of(Optimizers.parse("sgd"), 0.1, 4, 3)
                .withBatchSize(4)
                .withThreads(1);
    }

    /** Trains, from a state if there is one, and adds all states on the way. */
    public static TrainingResult train(@Nullable TrainingState from, List<TrainingState> states) {
        return Trainer.train(problem(), configuration(), () -> false, new TrainingKeeper() {
            @Override
            public @Nullable TrainingState resumed() {
                return from;
            }

            @Override
            public boolean due(boolean epochEnded) {
                return true;
            }

            @Override
            public void keep(TrainingState state, boolean last) {
                states.add(state);
            }

            @Override
            public @Nullable String warning() {
                return null;
            }
        });
    }

    static void train(List<TrainingState> states) {
        train(null, states);
    }
}
