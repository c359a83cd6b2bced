/**
 * The way from a table to a model: options, split, plan, training, account. Start at {@link org.chainrule.tabular.run.TableTraining}; users start at
 * {@link org.chainrule.tabular.Chainrule}. {@link org.chainrule.tabular.run.PartedTraining} is the same way where the rows are elsewhere, in parts.
 */
@NullMarked
package org.chainrule.tabular.run;

import org.jspecify.annotations.NullMarked;
