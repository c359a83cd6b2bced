/**
 * Small numerical tools that several packages need.
 *
 * <p>Start at {@link org.chainrule.math.CompensatedSum}. May use {@code java.base} only.
 */
@NullMarked
package org.chainrule.math;

import org.jspecify.annotations.NullMarked;
