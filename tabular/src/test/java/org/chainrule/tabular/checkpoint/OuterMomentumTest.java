package org.chainrule.tabular.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.data.ArrayDataset;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.Sgd;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.InMemoryShards;
import org.chainrule.train.Rounds;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.ShardWorker;
import org.chainrule.train.ShardedProblem;
import org.chainrule.train.ShardedTraining;
import org.chainrule.train.Shards;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the common step of several shards remembers survives in a checkpoint file. */
class OuterMomentumTest {
    private static final Rounds.LocalSteps ROUNDS = new Rounds.LocalSteps(1, 0.7, 0.9);

    @TempDir
    Path directory;

    /** Keeps everything, and goes on from a state. */
    private record Keeper(@Nullable TrainingState resumed, List<TrainingState> states) implements TrainingKeeper {
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
    }

    private static float @Nullable [] train(@Nullable TrainingState from, List<TrainingState> states) {
        TrainingProblem problem = CheckpointSamples.problem();
        var configuration = CheckpointSamples.configuration();
        int parameters = new ParameterLayout(problem.network()).size();
        float[] start = new float[parameters];
        for (int e = 0; e < parameters; e++) {
            start[e] = (e % 5 - 2) / 4f;
        }
        ShardLayout layout = new ShardLayout(2, 7, 0, 2, 1);
        List<ShardWorker> workers = new ArrayList<>();
        for (int s = 0; s < 2; s++) {
            double[][] x = new double[layout.rowsOf(s)][2];
            double[][] y = new double[x.length][1];
            for (int n = 0; n < x.length; n++) {
                x[n][0] = (s + n) / 4.0;
                y[n][0] = n - 1;
            }
            workers.add(new ShardWorker(
                    problem.network(),
                    problem.likelihood(),
                    configuration,
                    ROUNDS,
                    layout,
                    s,
                    new ArrayDataset(x, y),
                    null));
        }
        ShardedProblem sharded = new ShardedProblem(
                problem.network(),
                problem.likelihood(),
                null,
                TrainedNetwork.float32(problem.network(), problem.likelihood(), start, new float[0]),
                false);
        try (Shards shards = new InMemoryShards(layout, workers)) {
            return ShardedTraining.train(sharded, configuration, ROUNDS, shards, () -> false, new Keeper(from, states))
                    .network()
                    .floatParameters();
        }
    }

    private CheckpointContents contents(TrainingState state) {
        return new CheckpointContents(Map.of("kind", "test"), new Sgd(), state);
    }

    @Test
    void goesOnFromAFile() {
        List<TrainingState> states = new ArrayList<>();
        float[] whole = train(null, states);
        assertTrue(states.size() > 4, "states " + states.size());
        Path file = directory.resolve("c.checkpoint");
        for (TrainingState state : states) {
            CheckpointFile.write(contents(state), file);
            TrainingState read = CheckpointFile.read(file).state();
            double[] momentum = read.checkpoint().outerMomentum();
            assertArrayEquals(state.checkpoint().outerMomentum(), momentum);
            assertTrue(momentum != null && Arrays.stream(momentum).anyMatch(number -> number != 0));
            assertArrayEquals(whole, train(read, new ArrayList<>()));
        }
    }

    @Test
    void isNotThereWhereThereIsNone() {
        List<TrainingState> states = new ArrayList<>();
        CheckpointSamples.train(states);
        Path file = directory.resolve("c.checkpoint");
        CheckpointFile.write(contents(states.get(2)), file);
        assertNull(CheckpointFile.read(file).state().checkpoint().outerMomentum());
    }

    @Test
    void isRefusedInAnotherLength() {
        List<TrainingState> states = new ArrayList<>();
        train(null, states);
        TrainingState state = states.get(1);
        Checkpoint at = state.checkpoint();
        Checkpoint wrong = new Checkpoint(
                at.step(),
                at.network(),
                at.optimizerState(),
                at.plateau(),
                at.best(),
                at.lossSum(),
                at.weightSum(),
                at.learningRate(),
                at.lastFiniteLoss(),
                at.epochComplete(),
                new double[3]);
        Path file = directory.resolve("c.checkpoint");
        CheckpointFile.write(contents(new TrainingState(wrong, state.history(), state.elapsed(), null, null)), file);
        UserException refused = assertThrows(UserException.class, () -> CheckpointFile.read(file));
        assertEquals(UserException.Kind.DATA, refused.kind());
    }
}
