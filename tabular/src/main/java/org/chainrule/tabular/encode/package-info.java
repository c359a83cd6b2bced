/**
 * From the cells of a table to the numbers that a network sees, and back: rows -> <b>encode</b> -> batches. Everything
 * is fitted on the training rows only, in row order, so that the same table and seed give the same bits.
 *
 * <p>Start at {@link org.chainrule.tabular.encode.Encoder}: {@code fit} chooses one {@link
 * org.chainrule.tabular.encode.ColumnEncoding} a column, each a record of plain values that the model file can hold;
 * {@code bind} prepares it for one table. {@link org.chainrule.tabular.encode.TargetEncoding} does the same for the
 * column to be predicted, and {@link org.chainrule.tabular.encode.EncodedDataset} holds the result for the trainer.
 * May use core, {@code tabular.read}, {@code tabular.schema} and {@code UserException}.
 */
@NullMarked
package org.chainrule.tabular.encode;

import org.jspecify.annotations.NullMarked;
