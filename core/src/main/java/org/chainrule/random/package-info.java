/** Random numbers by counter. Start at {@link org.chainrule.random.CounterRandom}. Nothing else in the project draws numbers. */
@NullMarked
package org.chainrule.random;

import org.jspecify.annotations.NullMarked;
