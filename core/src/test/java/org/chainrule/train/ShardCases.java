package org.chainrule.train;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.optim.Momentum;
import org.chainrule.schedule.Cosine;

/** What tests of shards train: small networks on rows that shards divide unequally. */
final class ShardCases {
    static final int SHARDS = 3;

    /** 100 rows in shards of 33, 33 and 34. */
    static final ArrayDataset ROWS = Trainings.classes(100, 1);

    static final ArrayDataset VALIDATION = Trainings.classes(61, 2);

    static TrainingProblem perceptron(ArrayDataset rows) {
        return new TrainingProblem(
                Network.perceptron(6, List.of(12, 8), Activation.TANH, 0, 3),
                new Categorical(0),
                rows,
                VALIDATION,
                null,
                null);
    }

    static TrainingProblem everyLayer() {
        return new TrainingProblem(
                Trainings.everyLayer(), new Categorical(0), Trainings.classes(150, 1), VALIDATION, null, null);
    }

    static TrainingConfiguration configuration() {
        return TrainingConfiguration.of(new Momentum(0.9), 0.05, 3, 7)
                .withBatchSize(12)
                .withSchedule(new Cosine(0.1))
                .withThreads(1);
    }

    static List<Rounds> rounds() {
        return List.of(new Rounds.Synchronous(), new Rounds.LocalSteps(2, 0.7, 0.9), new Rounds.LocalSteps(0, 1, 0));
    }

    private ShardCases() {}
}
