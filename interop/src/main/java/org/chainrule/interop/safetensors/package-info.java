/**
 * Networks as plain safetensors files, named and laid out as PyTorch does it: {@link org.chainrule.interop.safetensors.SafetensorsExport} writes,
 * {@link org.chainrule.interop.safetensors.SafetensorsImport} reads. Start at either. The format itself is {@code tabular.model.Safetensors}.
 */
@NullMarked
package org.chainrule.interop.safetensors;

import org.jspecify.annotations.NullMarked;
