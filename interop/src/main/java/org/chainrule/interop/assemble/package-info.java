/**
 * From the layers and weights of another tool to a network and a model of ours: {@link org.chainrule.interop.assemble.WeightedLayer} is a layer with its numbers,
 * {@link org.chainrule.interop.assemble.ImportedNetwork} what a reader found, {@link org.chainrule.interop.assemble.ModelAssembly} makes the model. Start there.
 * Knows no file format.
 */
@NullMarked
package org.chainrule.interop.assemble;

import org.jspecify.annotations.NullMarked;
