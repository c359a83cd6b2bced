/**
 * What each column of a table is taken for. Start at {@link org.chainrule.tabular.infer.SchemaInference}, which decides it from the figures of
 * {@link org.chainrule.tabular.read.TableProfile}; the result is a {@link org.chainrule.tabular.schema.Schema} of plain values that a model file can hold.
 * Uses the profile records and nothing else.
 */
@NullMarked
package org.chainrule.tabular.schema;

import org.jspecify.annotations.NullMarked;
