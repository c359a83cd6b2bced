package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Network;
import org.chainrule.network.SeparateHeads;
import org.chainrule.optim.Sgd;
import org.chainrule.studio.run.Control.Action;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.train.Precision;
import org.chainrule.train.Trainer;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingProblem;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A training that somebody else drives: seen, and not touched. */
@Timeout(60)
@SuppressWarnings("unchecked")
class WatchRunTest {
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String key) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree.get(key), key);
    }

    @Test
    void showsTheTrainingAndLeavesItsBits() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.RELU, 0.2),
                Runnings.configuration("adam", 0.02, 40, Precision.FLOAT32),
                null);
        TrainingResult alone = Trainer.train(subject.problem(), subject.configuration());
        try (WatchRun watch = new WatchRun()) {
            watch.begin(subject);
            assertEquals("the training has not begun", watch.frame(WatchRun.ID).get("message"));
            TrainingResult seen = Trainer.train(subject.problem(), subject.configuration(), watch.listener());
            assertEquals(ModelFile.weightsSha256(alone.network()), ModelFile.weightsSha256(seen.network()));
            Map<String, @Nullable Object> tree = watch.describe(WatchRun.ID);
            Map<String, @Nullable Object> frame = map(tree, "frame");
            assertEquals("finished", frame.get("state"));
            assertEquals(280L, frame.get("step"));
            assertEquals(40L, frame.get("epoch"));
            assertEquals(280L, frame.get("layersStep"), "the last weights are always copied");
            assertEquals(41, ((List<?>) Objects.requireNonNull(frame.get("curve"))).size());
            assertNotNull(map(frame, "outcome").get("confusion"));
            List<Map<String, Object>> layers = (List<Map<String, Object>>) Objects.requireNonNull(frame.get("layers"));
            assertNotNull(layers.get(0).get("activations"));
            assertEquals("5:relu,3:relu", map(map(tree, "setup"), "settings").get("layers"));
            assertEquals(
                    3L,
                    watch.pass(WatchRun.ID, new RowChoice(RowChoice.Kind.NUMBER, 3))
                                            .get("row")
                                    instanceof Integer row
                            ? (long) row
                            : -1);
            assertNotNull(watch.explain(WatchRun.ID, "1:0:2", new RowChoice(RowChoice.Kind.NEXT, 0), 3)
                    .get("picture"));
            assertNotNull(watch.unit(WatchRun.ID, 1, 2).get("response"));
            for (org.junit.jupiter.api.function.Executable order : List.<org.junit.jupiter.api.function.Executable>of(
                    () -> watch.control(WatchRun.ID, new Control(Action.PLAY, null)),
                    () -> watch.travel(WatchRun.ID, 0),
                    () -> watch.edit(WatchRun.ID, "1:0:0", 1))) {
                RunRefusal refused = assertThrows(RunRefusal.class, order);
                assertEquals(RunRefusal.Reason.NOT_NOW, refused.reason());
            }
        }
    }

    @Test
    void anyNetworkByItsWeightsAlone() {
        Network network =
                Network.of(2, new BatchEnsemble(6, 4), new Activate(Activation.RELU), new SeparateHeads(1, 4));
        TrainingProblem problem = new TrainingProblem(network, new Bernoulli(), Runnings.circle(60, 1));
        try (WatchRun watch = new WatchRun()) {
            Trainer.train(problem, TrainingConfiguration.of(new Sgd(), 0.01, 3, 1), watch.listener());
            Map<String, @Nullable Object> frame = map(watch.describe(WatchRun.ID), "frame");
            List<Map<String, Object>> layers = (List<Map<String, Object>>) Objects.requireNonNull(frame.get("layers"));
            assertEquals(1, layers.size());
            assertNull(layers.get(0).get("activations"));
            assertNull(frame.get("outcome"));
            RunRefusal refused = assertThrows(
                    RunRefusal.class, () -> watch.pass(WatchRun.ID, new RowChoice(RowChoice.Kind.NUMBER, 0)));
            assertTrue(refused.getMessage().contains("rows of this training"), refused.getMessage());
            watch.failed("training diverged in epoch 4");
            assertEquals("diverged", watch.frame(WatchRun.ID).get("state"));
        }
    }

    @Test
    void itsMistakesAreItsOwn() {
        WatchFeed feed = new WatchFeed(() -> {
            throw new IllegalStateException("the watcher is broken");
        });
        feed.on(new TrainingEvent.Started(1, 0, 1, 5, 1, 1));
        feed.on(new TrainingEvent.WeightsChanged(1, () -> {
            throw new IllegalStateException("no weights");
        }));
        feed.on(new TrainingEvent.EpochFinished(1, 1, 1, 1, 1, 1, Duration.ZERO, true));
        assertTrue(feed.hearsWeights());
    }
}
