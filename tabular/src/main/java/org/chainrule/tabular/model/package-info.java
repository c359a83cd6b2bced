/**
 * The model file and what a model says: {@link org.chainrule.tabular.model.ModelFile} reads and writes {@code .chainrule} files, which are
 * {@link org.chainrule.tabular.model.Safetensors} files with a {@link org.chainrule.tabular.model.Json} description; predictions and evaluations are values.
 * Start at {@code ModelFile}. May use core and the packages schema, encode and read; nothing here runs code from a file or looks up classes by name.
 */
@NullMarked
package org.chainrule.tabular.model;

import org.jspecify.annotations.NullMarked;
