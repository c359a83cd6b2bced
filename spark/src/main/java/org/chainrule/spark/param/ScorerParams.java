package org.chainrule.spark.param;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Which model file scores.
 *
 * @param <S> what setters return
 */
public interface ScorerParams<S> extends Params {
    /**
     * Path of a .chainrule file, on any file system that Hadoop knows.
     *
     * @return the parameter
     */
    default Param<String> modelFile() {
        return Options.text(
                this, "modelFile", "Path of a .chainrule file, on any file system that Hadoop knows.", Rule.NAME);
    }

    /**
     * The model file.
     *
     * @return what was set, else the default
     * @throws java.util.NoSuchElementException if there is neither
     */
    default String getModelFile() {
        return getOrDefault(modelFile());
    }

    /**
     * Sets the model file, see {@link #modelFile}.
     *
     * @param value what it is to be
     * @return this
     */
    default S setModelFile(String value) {
        return Options.set(this, modelFile(), value);
    }
}
