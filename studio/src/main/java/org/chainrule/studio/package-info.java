/** The studio: a local page on which real networks are built, trained, watched and taken apart. Start at {@code Studio}; {@code docs/studio-api.md} is its interface. */
@NullMarked
package org.chainrule.studio;

import org.jspecify.annotations.NullMarked;
