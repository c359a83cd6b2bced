package org.chainrule.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.tabular.run.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intervals, sets and temperature on the page of a real training. */
class CoverageSectionTest {
    @TempDir
    Path dir;

    private Table table(String name, int from, int to) throws Exception {
        CounterRandom random = CounterRandom.of(2, CounterRandom.Stream.SAMPLE, 0);
        StringBuilder text = new StringBuilder("x,y,above\n");
        for (int row = from; row < to; row++) {
            double x = random.uniform(3L * row);
            double y = x + random.normal(1_000_000L + row) / 2;
            text.append(x)
                    .append(',')
                    .append(y)
                    .append(',')
                    .append(y > 0.5 ? "yes" : "no")
                    .append('\n');
        }
        return Table.read(Files.writeString(dir.resolve(name), text));
    }

    private ReportData data(String target, String dropped, boolean test) throws Exception {
        TrainOptions options = TrainOptions.builder(target)
                .drop(List.of(dropped))
                .hiddenLayers(List.of(8))
                .epochs(3)
                .test(test ? table("test.csv", 400, 900) : null)
                .build();
        TrainingRun run = Chainrule.run(table("train.csv", 0, 400), options, () -> false);
        if (run.test() != null) {
            Outcome outcome = Outcomes.of("test", run.test());
            assertEquals(39, outcome.coverage().size());
            Outcome.Covered ninety = outcome.coverage().get(35);
            Coverage expected = Coverage.of(run.test(), 0.9);
            assertEquals(0.9, ninety.level(), 1e-12);
            assertEquals(expected.covered(), ninety.covered(), 1e-12);
            assertEquals(expected.size(), ninety.size(), 1e-12);
        }
        return TrainingReport.of(run, "chainrule train");
    }

    @Test
    void intervalsOnTestRows() throws Exception {
        String page = Report.html(data("y", "above", true));
        assertTrue(page.contains("Intervals that hold the value"));
        assertTrue(page.contains("None of these rows took part in fitting them."));
        assertTrue(page.contains("Mean width") && page.contains("data-chart=\"coverage\""));
        assertFalse(page.contains("temperature"), "there is none for values");
    }

    @Test
    void setsAndTemperatureOnValidationRows() throws Exception {
        ReportData data = data("above", "y", false);
        String page = Report.html(data);
        assertTrue(page.contains("Sets that hold the class"));
        assertTrue(page.contains("proves nothing"), "validation rows are no evidence");
        assertTrue(page.contains("Before temperature scaling it was") && page.contains("It was fitted to these rows."));
        Outcome.Classification outcome = (Outcome.Classification) data.outcome();
        assertTrue(outcome != null
                && outcome.scaling() != null
                && outcome.scaling().eceBefore() >= 0);
    }

    @Test
    void nothingWithoutCalibration() {
        assertFalse(Report.html(SampleReports.penguins()).contains("data-chart=\"coverage\""));
    }
}
