/**
 * The way in to scoring without training: {@link org.chainrule.scoring.Scoring} loads a model file. The jar of this module holds, beside this package, those
 * classes of core and tabular that loading and predicting take, under their own names and with their own line numbers; see {@code src/main/proguard}.
 */
@NullMarked
package org.chainrule.scoring;

import org.jspecify.annotations.NullMarked;
