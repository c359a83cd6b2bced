package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.chainrule.train.SteppedTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Any step again, with the bits that it had: back, forward, with dropout, moments, schedules and changes by hand. */
class TravelTest {
    private static final int STEPS = 40;

    private static Playback playback(String optimizer, double dropout, Precision precision, List<Edit> edits) {
        return new Playback(
                Runnings.subject(
                        Runnings.network(Activation.TANH, dropout),
                        Runnings.configuration(optimizer, 0.02, 10, precision)),
                edits);
    }

    @ParameterizedTest
    @CsvSource({
        "adam, 0.3, FLOAT32",
        "adam, 0.3, FLOAT64",
        "sgd, 0, FLOAT32",
        "momentum, 0, FLOAT64",
        "nadam, 0.2, FLOAT32",
        "rmsprop, 0.2, FLOAT64"
    })
    void everyStepHasTheBitsThatItHad(String optimizer, double dropout, Precision precision) {
        try (Playback playback = playback(optimizer, dropout, precision, List.of())) {
            List<String> bits = new ArrayList<>(List.of(Runnings.sha(playback)));
            List<Double> losses = new ArrayList<>(List.of(Double.NaN));
            for (int step = 1; step <= STEPS; step++) {
                if (step == 11 || step == 23) {
                    playback.edit("1:0:2", 0.7 + step);
                }
                if (step == 23) {
                    playback.edit("2:bias:1", -0.1);
                }
                playback.batch();
                bits.add(Runnings.sha(playback));
                losses.add(playback.loss());
            }
            for (int step : new int[] {0, 9, 11, 30, 22, 23, 24, STEPS, 7, 8, 0, STEPS - 1}) {
                playback.travel(step, () -> false);
                if (step != 10 && step != 22) {
                    assertEquals(bits.get(step), Runnings.sha(playback), "step " + step);
                }
                assertEquals(step, playback.course().step());
                assertEquals(losses.get(step), playback.loss(), "loss of step " + step);
            }
            playback.travel(5, () -> false);
            for (int step = 6; step < STEPS; step++) {
                playback.batch();
                if (step != 10 && step != 22) {
                    assertEquals(bits.get(step), Runnings.sha(playback), "played again, step " + step);
                }
            }
        }
    }

    @Test
    void editsGivenAtTheStartAreThoseMadeByHand() {
        try (Playback byHand = playback("adam", 0.2, Precision.FLOAT32, List.of())) {
            for (int step = 0; step < 12; step++) {
                if (step == 0 || step == 7) {
                    byHand.edit("1:1:3", 1.5);
                }
                byHand.batch();
            }
            try (Playback given =
                    playback("adam", 0.2, Precision.FLOAT32, byHand.course().edits())) {
                for (int step = 0; step < 12; step++) {
                    given.batch();
                }
                assertEquals(Runnings.sha(byHand), Runnings.sha(given));
            }
            try (Playback without = playback("adam", 0.2, Precision.FLOAT32, List.of())) {
                for (int step = 0; step < 12; step++) {
                    without.batch();
                }
                assertNotEquals(Runnings.sha(byHand), Runnings.sha(without));
            }
        }
    }

    @Test
    void aRunHasTheBitsOfTheTrainersLoop() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.RELU, 0.1), Runnings.configuration("adam", 0.02, 3, Precision.FLOAT32));
        try (Playback playback = new Playback(subject, List.of());
                SteppedTraining loop = SteppedTraining.start(subject.problem(), subject.configuration())) {
            while (!loop.finished()) {
                loop.advance();
                if (loop.epochComplete()) {
                    loop.finishEpoch();
                }
                playback.batch();
            }
            assertEquals(Playback.State.FINISHED, playback.state());
            assertEquals(org.chainrule.tabular.model.ModelFile.weightsSha256(loop.network()), Runnings.sha(playback));
            assertEquals(4, playback.curve().size());
            RunRefusal refused = assertThrows(RunRefusal.class, playback::batch);
            assertEquals(RunRefusal.Reason.NOT_NOW, refused.reason());
            playback.travel(2, () -> false);
            assertEquals(Playback.State.PAUSED, playback.state());
            playback.travel(21, () -> false);
            assertEquals(Playback.State.FINISHED, playback.state());
        }
    }

    @Test
    void anEditForgetsWhatCameBehindIt() {
        try (Playback playback = playback("adam", 0, Precision.FLOAT64, List.of())) {
            for (int step = 0; step < 20; step++) {
                playback.batch();
            }
            assertEquals(3, playback.curve().size());
            playback.travel(9, () -> false);
            int era = playback.curve().era();
            playback.edit("1:0:0", 2);
            assertEquals(9, playback.timeline().seen());
            assertEquals(2, playback.curve().size());
            assertTrue(playback.curve().era() > era);
            UserException refused = assertThrows(UserException.class, () -> playback.travel(71, () -> false));
            assertTrue(refused.getMessage().contains("0 to 70"), refused.getMessage());
            playback.edit("1:0:0", 3);
            assertEquals(1, playback.course().edits().size());
            assertEquals("9:1:0:0:3.0", playback.course().edits().get(0).text());
            playback.travel(15, () -> false);
            playback.edit("1:1:0", 1);
            playback.travel(12, () -> false);
            playback.edit("1:1:1", 4);
            assertEquals(
                    List.of("9:1:0:0:3.0", "12:1:1:1:4.0"),
                    playback.course().edits().stream().map(Edit::text).toList());
        }
    }

    @Test
    void refusesWeightsThatAreNotThere() {
        try (Playback playback = playback("adam", 0, Precision.FLOAT64, List.of())) {
            for (String weight : List.of("4:0:0", "1:2:0", "1:0:5", "1:bias:5", "x", "1:0")) {
                assertThrows(UserException.class, () -> playback.edit(weight, 1), weight);
            }
            assertThrows(UserException.class, () -> playback.edit("1:0:0", Double.NaN));
        }
    }

    @Test
    void aBrokenOffTravelStaysOnTheWay() {
        try (Playback playback = playback("adam", 0, Precision.FLOAT64, List.of())) {
            for (int step = 0; step < 10; step++) {
                playback.batch();
            }
            String last = Runnings.sha(playback);
            playback.travel(0, () -> false);
            int[] left = {3};
            playback.travel(30, () -> left[0]-- == 0);
            long step = playback.course().step();
            assertTrue(step >= 3 && step <= 13, "three steps behind a checkpoint, found " + step);
            playback.travel(10, () -> false);
            assertEquals(last, Runnings.sha(playback));
        }
    }
}
