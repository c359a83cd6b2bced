/** Encoded examples. Start at {@link org.chainrule.data.Dataset}. Uses nothing. */
@NullMarked
package org.chainrule.data;

import org.jspecify.annotations.NullMarked;
