/**
 * From a profile of the columns to a schema: what each column is taken for, and which task the target asks for. Start at
 * {@link org.chainrule.tabular.infer.SchemaInference}. Uses read, schema and error.
 */
@NullMarked
package org.chainrule.tabular.infer;

import org.jspecify.annotations.NullMarked;
