/** Prediction with a trained network: start at {@link org.chainrule.predict.Predictor}. */
@NullMarked
package org.chainrule.predict;

import org.jspecify.annotations.NullMarked;
