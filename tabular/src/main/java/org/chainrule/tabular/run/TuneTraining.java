package org.chainrule.tabular.run;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.read.Table;

final class TuneTraining {
    private TuneTraining() {}

    static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            SearchListener listener,
            BooleanSupplier stopRequested) {
        throw new IllegalStateException("later");
    }
}
