/**
 * What an ensemble is made by, on plain arrays: {@link org.chainrule.tabular.ensemble.Folds} say which rows judge which network,
 * {@link org.chainrule.tabular.ensemble.EnsembleSelection} how much each configuration counts. Uses core only.
 */
@NullMarked
package org.chainrule.tabular.ensemble;

import org.jspecify.annotations.NullMarked;
