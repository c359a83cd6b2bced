/** Files of other tools as models: {@link org.chainrule.interop.intake.ForeignFile} finds out what a file is, by its first bytes, and reads it. Start there. */
@NullMarked
package org.chainrule.interop.intake;

import org.jspecify.annotations.NullMarked;
