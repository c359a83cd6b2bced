/**
 * Text such as {@code adamw(beta1=0.9)}: how rules and schedules are written on the command line and in the model file.
 *
 * <p>Start at {@link org.chainrule.text.Call}. May use {@code java.base} only.
 */
@NullMarked
package org.chainrule.text;

import org.jspecify.annotations.NullMarked;
