/** A network as a value, and where its parameters lie. Start at {@link org.chainrule.network.Network}. Knows nothing of data, likelihoods or training. */
@NullMarked
package org.chainrule.network;

import org.jspecify.annotations.NullMarked;
