/** Tests of the studio's runs. */
@NullMarked
package org.chainrule.studio.run;

import org.jspecify.annotations.NullMarked;
