package org.chainrule.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.util.MLWriter;
import org.chainrule.tabular.model.Model;

/** Writes what Spark writes of every stage, and beside it the model file. */
final class ModelWriter extends MLWriter {
    /** Where the model file is within a saved model. */
    static final String FILE = "data/model.chainrule";

    private final MLWriter parameters;
    private final Model model;

    ModelWriter(MLWriter parameters, Model model) {
        this.parameters = parameters;
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        try {
            parameters.session(sparkSession()).save(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        ModelPath.of(path + "/" + FILE, sparkSession()).write(model);
    }

    /** How a server of Spark Connect puts models aside: on its own disk, without jobs. */
    @Override
    public void saveToLocal(String path) throws IOException {
        parameters.saveToLocal(path);
        Path file = Path.of(path, FILE);
        Files.createDirectories(file.getParent());
        model.save(file);
    }
}
