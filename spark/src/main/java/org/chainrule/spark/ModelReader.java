package org.chainrule.spark;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.spark.ml.util.MLReader;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;

/**
 * Reads what {@link ModelWriter} wrote.
 *
 * @param <M> the model
 */
final class ModelReader<M> extends MLReader<M> {
    private final Class<M> type;
    private final BiConsumer<M, Learned> attach;

    ModelReader(Class<M> type, BiConsumer<M, Learned> attach) {
        this.type = type;
        this.attach = attach;
    }

    @Override
    public M load(String path) {
        ModelPath.of(path, sparkSession()).requireSavedModel(ModelWriter.FILE);
        M model = checked(Stages.reader().session(sparkSession()).load(path), path);
        attach.accept(
                model,
                new Learned(ModelPath.of(path + "/" + ModelWriter.FILE, sparkSession())
                        .read()));
        return model;
    }

    @Override
    public M loadFromLocal(String path) {
        M model = checked(Stages.reader().loadFromLocal(path), path);
        attach.accept(model, new Learned(ModelHandle.of(Model.load(Path.of(path, ModelWriter.FILE)))));
        return model;
    }

    private M checked(Object found, String path) {
        if (!type.isInstance(found)) {
            throw UserException.data("expected a saved " + type.getSimpleName() + ", found a "
                    + found.getClass().getSimpleName() + " at " + Display.text(path) + "; load it as what it is");
        }
        return type.cast(found);
    }
}
