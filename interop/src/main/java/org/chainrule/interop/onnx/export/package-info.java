/**
 * A model as one ONNX graph in standard operators, from named columns to predictions: start at {@link org.chainrule.interop.onnx.export.OnnxExport}. Uses the
 * model and what it is made of, and {@code onnx} for the file.
 */
@NullMarked
package org.chainrule.interop.onnx.export;

import org.jspecify.annotations.NullMarked;
