/**
 * What exported Java sources are made of besides the classes of core and tabular: ordinary classes, compiled and tested here, whose text goes word for word into
 * the file. Start at {@link org.chainrule.interop.javasource.part.FloatLayers}. They may name only what the JDK has and what is copied with them.
 */
@NullMarked
package org.chainrule.interop.javasource.part;

import org.jspecify.annotations.NullMarked;
