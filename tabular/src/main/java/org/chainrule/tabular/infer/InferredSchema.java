package org.chainrule.tabular.infer;

import java.util.List;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;

/**
 * What a table was taken for.
 *
 * @param schema  every column of the table, the dropped ones too
 * @param task    what is asked of the model
 * @param whyTask why, in one sentence for a person
 * @param notes   what else a person should know, such as a name that was matched without its case; often empty
 */
public record InferredSchema(Schema schema, Task task, String whyTask, List<String> notes) {
    /** Copies the list. */
    public InferredSchema {
        notes = List.copyOf(notes);
    }
}
