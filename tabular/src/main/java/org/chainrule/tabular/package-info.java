/**
 * From a table to a model: reading, schema, encoding, the model file and the three-line entrance. Start at {@link org.chainrule.tabular.Table}, a handle on a
 * source of rows. Errors that a person can mend are {@link org.chainrule.tabular.UserException}s; text from files goes through
 * {@link org.chainrule.tabular.Display} before it is shown. May use the core and DuckDB.
 */
@NullMarked
package org.chainrule.tabular;

import org.jspecify.annotations.NullMarked;
