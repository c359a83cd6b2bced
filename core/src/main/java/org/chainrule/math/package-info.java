/**
 * Double functions that the JDK does not have or that need care against cancellation and overflow. They are built on StrictMath, so their bits are the same on
 * every machine.
 *
 * <p>Start at {@link org.chainrule.math.StableMath}. Uses nothing but java.base.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.math;
