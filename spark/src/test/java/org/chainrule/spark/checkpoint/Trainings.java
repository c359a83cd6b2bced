package org.chainrule.spark.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.Dense;
import org.chainrule.network.Network;
import org.chainrule.optim.Optimizers;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** A training of nine parameters, ten epochs of two steps. */
final class Trainings {
    private Trainings() {}

    static TrainingResult train(TrainingKeeper keeper, BooleanSupplier stop, List<TrainingEvent> events) {
        double[][] x = new double[8][2];
        double[][] y = new double[8][1];
        for (int n = 0; n < 8; n++) {
            x[n][0] = n / 4.0 - 1;
            x[n][1] = n % 3 - 1;
            y[n][0] = x[n][0] * x[n][1];
        }
        ArrayDataset rows = new ArrayDataset(x, y);
        Network network = Network.of(2, new Dense(2), new Activate(Activation.TANH), new Dense(1));
        return Trainer.train(
                new TrainingProblem(network, new Gaussian(), rows, rows, null, null),
                TrainingConfiguration.of(Optimizers.parse("adam"), 0.1, 10, 3)
                        .withBatchSize(4)
                        .withThreads(1),
                stop,
                keeper,
                events::add);
    }

    /** All states on the way, the last of them ended. */
    static List<TrainingState> states() {
        List<TrainingState> states = new ArrayList<>();
        train(
                new TrainingKeeper() {
                    @Override
                    public @Nullable TrainingState resumed() {
                        return null;
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
                },
                () -> false,
                new ArrayList<>());
        return states;
    }
}
