package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.data.ArrayDataset;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.network.Activation;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A learning rate of a million: the run says so, stands at finite numbers, and can go back. */
class DivergenceTest {
    @ParameterizedTest
    @EnumSource(Precision.class)
    void saysSoAndCanGoBack(Precision precision) {
        Subject circle = Runnings.subject(
                Runnings.network(Activation.RELU, 0), Runnings.configuration("sgd", 1e6, 1000, precision));
        ArrayDataset rows = Runnings.circle(50, 3);
        Subject subject = new Subject(
                new TrainingProblem(circle.problem().network(), new Gaussian(), rows),
                circle.configuration(),
                ValueTarget.unscaled("value"),
                circle.inputs(),
                List.of(),
                circle.plane(),
                null,
                circle.cells(),
                () -> {});
        try (Playback playback = new Playback(subject, List.of())) {
            String start = Runnings.sha(playback);
            playback.play(null);
            for (int step = 0; step < 5000 && playback.playing(); step++) {
                playback.take();
            }
            assertEquals(Playback.State.DIVERGED, playback.state());
            assertTrue(playback.message().startsWith("training diverged in epoch"), playback.message());
            assertFalse(playback.message().contains("--"), playback.message());
            for (double weight : playback.course().snapshot(false).parameters()) {
                assertTrue(Double.isFinite(weight));
            }
            assertEquals(playback.timeline().seen(), playback.course().step());
            playback.travel(0, () -> false);
            assertEquals(Playback.State.PAUSED, playback.state());
            assertEquals("", playback.message());
            assertEquals(start, Runnings.sha(playback));
        }
    }
}
