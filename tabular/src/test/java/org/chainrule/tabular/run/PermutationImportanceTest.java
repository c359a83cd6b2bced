package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainingRun.Importance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever metric is watched, a column that the model needs costs something when it is shuffled. */
class PermutationImportanceTest {
    @TempDir
    static Path dir;

    @Test
    void losesAccuracyAsItLosesLogLoss() {
        Table table = new Reruns(dir).table();
        for (String preset : List.of("fast", "realmlp-s")) {
            TrainingRun run = Chainrule.run(
                    table,
                    Reruns.classes().preset(preset).epochs(40).batchSize(16).build(),
                    () -> false);
            assertEquals(preset.equals("fast") ? "logLoss" : "accuracy", run.watched());
            Importance first = run.importance().get(0);
            assertEquals("x", first.column(), () -> preset + ": " + run.importance());
            assertTrue(first.drop() > 0.05, () -> preset + ": " + run.importance());
        }
    }
}
