package org.chainrule.tabular.run;

import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.infer.SchemaInference;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.read.TableProfile;

/** What the columns of a table are taken for by a training: as they look, or as a model has them whose weights are the start. */
final class TableInference {
    private TableInference() {}

    /** What the columns are taken for. */
    static InferredSchema of(Table table, TrainOptions options) {
        Rows.checkRules(options);
        WarmStart.check(options);
        return of(table.profile(), options);
    }

    /** The same for a table of which only this is known. */
    static InferredSchema of(TableProfile profile, TrainOptions options) {
        if (options.startFrom() != null) {
            return WarmStart.inferred(options.startFrom(), profile, options);
        }
        return SchemaInference.infer(
                profile,
                options.target(),
                options.task(),
                options.drop(),
                options.weight(),
                options.group(),
                options.time());
    }
}
