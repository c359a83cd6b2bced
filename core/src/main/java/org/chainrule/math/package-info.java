/**
 * Statistics and special functions that more than one module needs, with the same bits on every machine. Start at {@link org.chainrule.math.RunningMoments}.
 * May use java.base only.
 */
@NullMarked
package org.chainrule.math;

import org.jspecify.annotations.NullMarked;
