/**
 * A model as one Java source file without dependencies that gives the same bits: start at {@link org.chainrule.interop.javasource.JavaExport}. The mathematics is not
 * written a second time: what the file needs of core and tabular is copied from their own sources, which are resources here ({@code SourceLibrary}); what is
 * written for the export alone is compiled and tested in the package {@code part} and copied the same way.
 */
@NullMarked
package org.chainrule.interop.javasource;

import org.jspecify.annotations.NullMarked;
