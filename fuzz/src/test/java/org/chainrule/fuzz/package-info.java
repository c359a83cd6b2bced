/**
 * What the fuzz targets share: start at {@link org.chainrule.fuzz.Reading}. A target stands in the package of the reader that it feeds, so that it reaches
 * the parser itself, and ends in {@code FuzzTest}.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.fuzz;
