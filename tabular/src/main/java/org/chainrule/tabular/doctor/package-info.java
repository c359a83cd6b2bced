/**
 * What will hurt a training, found before it, and what hurt it, found after it: start at {@link org.chainrule.tabular.doctor.Doctor}. A
 * {@link org.chainrule.tabular.doctor.Finding} is data: it names the column or layer and the option that helps. Nothing here changes a training: all is
 * read-only, and its random numbers are streams of their own.
 *
 * <p>Large tables are looked at in part: rules of one column on 20,000 rows, the search for shifts on 8,000 (fewer of wide tables), the comparison of whole rows on as many
 * as have 40 million cells. May use core and the packages read, schema, encode and model of this module.
 */
@NullMarked
package org.chainrule.tabular.doctor;

import org.jspecify.annotations.NullMarked;
