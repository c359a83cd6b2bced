/**
 * From a graph of ONNX to a network: {@link org.chainrule.interop.onnx.load.OnnxImport} is the way in. The graph becomes terms ({@code Term}), in which equal
 * computations are one object and constants are worked out; {@code ChainReader} reads them from the output back to the input as a chain of layers, and
 * {@code Simplifier} puts what is left of affine maps into the dense layers beside them. Start at {@code OnnxImport}.
 */
@NullMarked
package org.chainrule.interop.onnx.load;

import org.jspecify.annotations.NullMarked;
