/**
 * What a run of the studio is made of: the settings of the page, the problems to choose from, and the way from both to a training. Start at
 * {@link org.chainrule.studio.problem.Problems}.
 */
@NullMarked
package org.chainrule.studio.problem;

import org.jspecify.annotations.NullMarked;
