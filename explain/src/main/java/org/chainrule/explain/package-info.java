/**
 * The gradient microscope, as data: why one weight has the gradient that it has. Start at {@link org.chainrule.explain.Microscope}; what it returns are records,
 * and {@link org.chainrule.explain.ExplanationText}, {@link org.chainrule.explain.ExplanationTree} and {@link org.chainrule.explain.ExplanationLatex} write them
 * down.
 *
 * <p>The network is taken apart into scalar units with local derivatives between them. A path from the weight to the cost contributes the product of its
 * factors, dJ/dw is the sum over all paths [1, 2, 3], and the recursion [9] is the sum done once for each unit. Local derivatives come from the reference
 * engine's own backward pass of each node on unit vectors, so no formula of a layer stands here.
 *
 * <p>May use: core.
 */
@NullMarked
package org.chainrule.explain;

import org.jspecify.annotations.NullMarked;
