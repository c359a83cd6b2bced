/**
 * What a person reads when something is wrong: {@link org.chainrule.tabular.error.UserException}, and names made fit to be shown. Uses nothing.
 */
@NullMarked
package org.chainrule.tabular.error;

import org.jspecify.annotations.NullMarked;
