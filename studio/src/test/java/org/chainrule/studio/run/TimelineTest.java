package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.network.Activation;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;

/** Few checkpoints for many steps: the first, the last few, and ever fewer the longer ago. */
class TimelineTest {
    @Test
    void keepsTheFirstAndTheLastAndThinsWhatIsBetween() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.TANH, 0), Runnings.configuration("sgd", 0.01, 100, Precision.FLOAT64));
        Timeline timeline = new Timeline(7, 20);
        try (Course course = new Course(subject, List.of())) {
            timeline.add(course.training().checkpoint(), Timeline.Last.NONE);
            while (course.step() < 500) {
                course.advance();
                timeline.add(course.training().checkpoint(), Timeline.Last.NONE);
            }
        }
        List<Long> kept = timeline.until(500).stream().map(Checkpoint::step).toList();
        assertEquals(20, kept.size());
        assertEquals(0, kept.get(0));
        assertEquals(List.of(496L, 497L, 498L, 499L, 500L), kept.subList(15, 20));
        long largest = 0;
        for (int k = 1; k < kept.size(); k++) {
            largest = Math.max(largest, kept.get(k) - kept.get(k - 1));
        }
        assertTrue(largest <= 250, "the largest gap is " + largest + " in " + kept);
        long ends = kept.stream().filter(step -> step % 7 == 0).count();
        assertTrue(ends >= 8, "ends of epochs are preferred: " + kept);
        assertEquals(500, timeline.seen());
        timeline.cut(497);
        assertEquals(497, timeline.seen());
        assertEquals(496, timeline.before(10_000).step());
    }
}
