package org.chainrule.tabular.encode;

import org.chainrule.tabular.read.RawColumn;

/**
 * A column of a bound encoder.
 *
 * @param encoding how it becomes numbers
 * @param source   its cells in the table
 * @param bound    the encoding bound to them
 * @param input    its first input
 */
record BoundPart(ColumnEncoding encoding, RawColumn source, BoundEncoding bound, int input) {}
