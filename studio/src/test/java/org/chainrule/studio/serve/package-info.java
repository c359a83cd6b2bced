/** Tests of the server of models: over real sockets, with small models that are trained here. */
@NullMarked
package org.chainrule.studio.serve;

import org.jspecify.annotations.NullMarked;
