package org.chainrule.tabular.run;

import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.Table;

/** What the columns of a table are taken for by a training: as they look, or as a model has them whose weights are the start. */
final class TableInference {
    private TableInference() {}

    /** What the columns are taken for. */
    static InferredSchema of(Table table, TrainOptions options) {
        Rows.checkRules(options);
        WarmStart.check(options);
        if (options.startFrom() != null) {
            return WarmStart.inferred(options.startFrom(), table, options);
        }
        return SchemaInference.infer(
                table.profile(),
                options.target(),
                options.task(),
                options.drop(),
                options.weight(),
                options.group(),
                options.time());
    }
}
