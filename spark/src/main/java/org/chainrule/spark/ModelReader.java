package org.chainrule.spark;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.spark.ml.util.MLReader;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.model.Model;

/**
 * Reads what {@link ModelWriter} wrote.
 *
 * @param <M> the model
 */
final class ModelReader<M> extends MLReader<M> {
    private final BiConsumer<M, Learned> attach;

    ModelReader(BiConsumer<M, Learned> attach) {
        this.attach = attach;
    }

    @Override
    public M load(String path) {
        M model = Stages.<M>reader().session(sparkSession()).load(path);
        attach.accept(
                model,
                new Learned(ModelPath.of(path + "/" + ModelWriter.FILE, sparkSession())
                        .read()));
        return model;
    }

    @Override
    public M loadFromLocal(String path) {
        M model = Stages.<M>reader().loadFromLocal(path);
        attach.accept(model, new Learned(ModelHandle.of(Model.load(Path.of(path, ModelWriter.FILE)))));
        return model;
    }
}
