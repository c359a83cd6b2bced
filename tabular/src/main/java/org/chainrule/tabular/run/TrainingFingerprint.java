package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Version;
import org.chainrule.tabular.read.LoadedTable;
import org.jspecify.annotations.Nullable;

/** All that the steps of one training depend on, by name: a checkpoint is gone on from only where it is the same. Threads and time are not among it. */
final class TrainingFingerprint {
    private TrainingFingerprint() {}

    static Map<String, String> of(
            LoadedTable rows,
            LoadedTable validationRows,
            InferredSchema inferred,
            TrainOptions options,
            TrainingPlan plan) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("version", Version.CURRENT);
        all.put("target", options.target());
        all.put("task", inferred.task().name());
        plan.settings().forEach((name, value) -> {
            if (!name.equals("timeLimit")) {
                all.put(name, value);
            }
        });
        put(all, "group", options.group());
        put(all, "time", options.time());
        put(all, "weight", options.weight());
        data(all, "the data", rows);
        if (validationRows != rows) {
            data(all, "the validation data", validationRows);
        }
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    private static void data(Map<String, String> all, String what, LoadedTable table) {
        all.put("rows of " + what, String.valueOf(table.rows()));
        table.columnFingerprints().forEach((name, digits) -> all.put("column " + name + " of " + what, digits));
    }
}
