package org.chainrule.studio.problem;

import org.chainrule.tabular.schema.Task;

/**
 * What a problem's data amount to, whatever the network.
 *
 * @param task    what is asked
 * @param inputs  numbers that the encoder gives
 * @param classes number of classes; 1 for regression
 * @param rows    rows with a target that are not given to validate on
 * @param given   rows that are given to validate on; 0 if they are split off
 */
record Shape(Task task, int inputs, int classes, int rows, int given) {}
