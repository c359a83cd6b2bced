package org.chainrule.scoring;

import java.nio.file.Path;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.RowPredictor;

/**
 * From a model file to predictions. What it gives is {@link RowPredictor}, as {@code Model.load(file).predictor()} of the whole product does, with the same bits.
 *
 * <pre>{@code
 * RowPredictor predictor = Scoring.load(Path.of("titanic.chainrule"));
 * predictor.predict(Map.of("Age", 35, "Sex", "male")).label();
 * }</pre>
 */
public final class Scoring {
    private Scoring() {}

    /**
     * Loads a model file.
     *
     * @param file its path
     * @return the predictor, to be made once and shared by all threads
     * @throws org.chainrule.tabular.error.UserException if the file is missing, damaged, or written by a newer Chainrule
     */
    public static RowPredictor load(Path file) {
        return RowPredictor.of(ModelFile.readForPredictions(file));
    }

    /**
     * Loads a model from memory, such as a resource of the application.
     *
     * @param bytes a model file
     * @param where where they come from, for messages
     * @return the predictor, to be made once and shared by all threads
     * @throws org.chainrule.tabular.error.UserException if the bytes are damaged, or written by a newer Chainrule
     */
    public static RowPredictor read(byte[] bytes, String where) {
        return RowPredictor.of(ModelFile.readForPredictions(bytes, where));
    }
}
