/**
 * From a table to a model: reading, schema, encoding, the model file and the three-line entrance. Start at {@link org.chainrule.tabular.read.Table}, a handle on a
 * source of rows. Errors that a person can mend are {@link org.chainrule.tabular.error.UserException}s; text from files goes through
 * {@link org.chainrule.tabular.error.Display} before it is shown. May use the core and DuckDB.
 */
@NullMarked
package org.chainrule.tabular;

import org.jspecify.annotations.NullMarked;
