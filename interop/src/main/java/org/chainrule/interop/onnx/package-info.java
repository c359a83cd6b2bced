/** A file of ONNX as plain values: start at {@link org.chainrule.interop.onnx.OnnxModel}. */
@NullMarked
package org.chainrule.interop.onnx;

import org.jspecify.annotations.NullMarked;
