/** Presets: short declarative recipes for training on a table. Start at {@link org.chainrule.tabular.recipe.Presets}. */
@NullMarked
package org.chainrule.tabular.recipe;

import org.jspecify.annotations.NullMarked;
