package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Where predictions go.
 *
 * @param <S> what setters return
 */
public interface PredictionParams<S> extends Params {
    /**
     * Column of predictions; an empty name leaves it out.
     *
     * @return the parameter
     */
    default Param<String> predictionCol() {
        return Options.text(this, "predictionCol", "Column of predictions; an empty name leaves it out.", Rule.COLUMN);
    }

    /**
     * The column of predictions.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    /**
     * Sets the column of predictions, see {@link #predictionCol}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setPredictionCol(String value) {
        return Options.set(this, predictionCol(), value);
    }
}
