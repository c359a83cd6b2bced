/**
 * Numbers done carefully, with the same bits on every machine: the error function, moments without cancellation, compensated sums. Each class stands alone
 * and uses nothing but {@code java.lang}.
 */
@NullMarked
package org.chainrule.math;

import org.jspecify.annotations.NullMarked;
