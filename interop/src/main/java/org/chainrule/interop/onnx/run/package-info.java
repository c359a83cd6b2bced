/**
 * Computes graphs of ONNX: plain and obvious code that judges what is written to and read from files. Start at
 * {@link org.chainrule.interop.onnx.run.OnnxEvaluator}; the operators are in {@link org.chainrule.interop.onnx.run.OnnxOperators}, each family in a file of
 * its own. Uses {@code interop.onnx} and the mathematics of {@code core}.
 */
@NullMarked
package org.chainrule.interop.onnx.run;

import org.jspecify.annotations.NullMarked;
