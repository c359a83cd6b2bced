package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.run.SearchEvent.FoldFinished;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of the presets that train many networks. */
class SearchFindingsTest {
    @TempDir
    static Path dir;

    private static Reruns reruns;

    @BeforeAll
    static void write() {
        reruns = new Reruns(dir);
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    /** Ends after the first configuration. */
    private static TrainingRun first(TrainOptionsBuilder options, List<Finding> before) {
        AtomicBoolean enough = new AtomicBoolean();
        List<SearchEvent> events = Collections.synchronizedList(new ArrayList<>());
        return Chainrule.run(
                reruns.table(),
                options.threads(1).build(),
                outline -> {
                    assertTrue(events.stream().noneMatch(FoldFinished.class::isInstance), "before any training");
                    before.addAll(outline.findings());
                },
                event -> {
                    events.add(event);
                    enough.compareAndSet(false, event instanceof TrialFinished);
                },
                enough::get);
    }

    @Test
    void bestIsExaminedOnceForAllFolds() {
        List<Finding> before = new ArrayList<>();
        TrainingRun run = first(Reruns.classes().preset("best"), before);
        assertTrue(codes(before).contains("leak"), before::toString);
        assertEquals(before, run.findings().subList(0, before.size()));
        List<Finding> after =
                run.findings().subList(before.size(), run.findings().size());
        assertTrue(codes(after).contains("small-validation"), after::toString);
        assertTrue(after.stream().allMatch(one -> one.subject().equals("validation")), after::toString);
        assertTrue(after.get(after.size() - 1).message().contains("120 rows"), "every row judges once");

        List<Finding> none = new ArrayList<>();
        TrainingRun without = first(Reruns.classes().preset("best").doctor(false), none);
        assertEquals(List.of(), none);
        assertEquals(List.of(), without.findings());
        assertEquals(without.model().weightsSha256(), run.model().weightsSha256());
    }

    @Test
    void tuneIsExaminedAlsoWhenItGoesOn() {
        TrainOptionsBuilder options =
                Reruns.classes().preset("tune").trials(1).epochs(3).tuneDirectory(dir.resolve("tune"));
        List<Finding> before = new ArrayList<>();
        TrainingRun run = Chainrule.run(
                reruns.table(), options.build(), outline -> before.addAll(outline.findings()), () -> false);
        assertTrue(codes(before).contains("leak"), before::toString);
        assertEquals(before, run.findings().subList(0, before.size()));
        assertFalse(run.findings().size() == before.size(), "24 rows are few");

        TrainingRun again = Chainrule.run(reruns.table(), options.build(), () -> false);
        assertEquals(run.findings(), again.findings());
        TrainingRun without =
                Chainrule.run(reruns.table(), options.doctor(false).build(), () -> false);
        assertEquals(List.of(), without.findings(), "the same search");
        assertEquals(run.model().weightsSha256(), without.model().weightsSha256());
    }
}
