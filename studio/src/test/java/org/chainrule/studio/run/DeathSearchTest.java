package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The step at which a unit stopped answering. */
class DeathSearchTest {
    private static Map<String, @Nullable Object> search(Playback playback, Subject subject, int unit) {
        return new DeathSearch(
                        subject,
                        playback.course().edits(),
                        playback.timeline().until(playback.course().step()),
                        1,
                        unit)
                .answer(playback.course().snapshot(false));
    }

    @Test
    void findsTheStepOfTheEditThatKilled() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.RELU, 0), Runnings.configuration("adam", 0.001, 20, Precision.FLOAT32));
        try (Playback playback = new Playback(subject, List.of())) {
            for (int step = 0; step < 60; step++) {
                if (step == 17) {
                    playback.edit("1:bias:2", -1000);
                }
                playback.batch();
            }
            String before = Runnings.sha(playback);
            Map<String, @Nullable Object> found = search(playback, subject, 2);
            assertEquals(true, found.get("dead"));
            assertEquals(16L, found.get("lastAlive"));
            assertEquals(17L, found.get("died"));
            assertTrue(String.valueOf(found.get("text")).contains("by hand"), String.valueOf(found));
            assertEquals(before, Runnings.sha(playback));
            Map<String, @Nullable Object> alive = search(playback, subject, 1);
            assertEquals(false, alive.get("dead"));
            assertNull(alive.get("died"));
        }
    }

    @Test
    void unitsThatCannotDieAndUnitsThatAreNotThere() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.TANH, 0), Runnings.configuration("adam", 0.001, 20, Precision.FLOAT32));
        try (Playback playback = new Playback(subject, List.of())) {
            assertEquals(false, search(playback, subject, 0).get("dead"));
            UserException refused = assertThrows(UserException.class, () -> search(playback, subject, 5));
            assertTrue(refused.getMessage().contains("0 to 4"), refused.getMessage());
        }
    }
}
