/** Models of other tools in and out: ONNX, safetensors, Java source. Start at a package below. */
@NullMarked
package org.chainrule.interop;

import org.jspecify.annotations.NullMarked;
