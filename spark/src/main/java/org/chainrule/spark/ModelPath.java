package org.chainrule.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;

/** Model files on any file system that Hadoop knows; a local one is written as everywhere, whole or not at all and without a file of checksums beside it. */
final class ModelPath {
    private final Path path;
    private final Configuration configuration;

    private ModelPath(Path path, Configuration configuration) {
        this.path = path;
        this.configuration = configuration;
    }

    static ModelPath of(String path, SparkSession spark) {
        try {
            return new ModelPath(new Path(path), spark.sparkContext().hadoopConfiguration());
        } catch (IllegalArgumentException wrong) {
            throw UserException.usage("expected the path of a model file, found \"" + Display.text(path) + "\": "
                    + Display.text(String.valueOf(wrong.getMessage())));
        }
    }

    static SparkSession session() {
        return SparkSession.builder().getOrCreate();
    }

    ModelHandle read() {
        try {
            FileSystem files = path.getFileSystem(configuration);
            if (files.getFileStatus(path).isDirectory()) {
                throw UserException.data("expected a .chainrule file, found the folder " + shown()
                        + "; a saved Spark model is opened with load(path) and has its file at data/model.chainrule");
            }
            try (InputStream in = files.open(path)) {
                return ModelHandle.of(new Model(ModelFile.read(in.readAllBytes(), shown())));
            }
        } catch (FileNotFoundException absent) {
            throw UserException.data("no model file at " + shown() + "; on a cluster a path without a scheme is on its"
                    + " default file system, write file:///... for a file of the driver's machine");
        } catch (IOException e) {
            throw UserException.data(
                    "cannot read the model file " + shown() + ": " + Display.text(String.valueOf(e.getMessage())));
        }
    }

    /** For a folder that a model was saved to: says in one line what is there instead. */
    void requireSavedModel(String file) {
        try {
            FileSystem files = path.getFileSystem(configuration);
            if (!files.exists(path)) {
                throw UserException.data("no saved model at " + shown() + "; on a cluster a path without a scheme is on"
                        + " its default file system, write file:///... for a folder of the driver's machine");
            }
            if (!files.exists(new Path(path, file))) {
                throw UserException.data(
                        "expected the folder of a saved model, found " + shown() + " without " + file
                                + "; a saved estimator is loaded by its own class, a .chainrule file by fromChainruleFile(path)");
            }
        } catch (IOException e) {
            throw UserException.data("cannot read " + shown() + ": " + Display.text(String.valueOf(e.getMessage())));
        }
    }

    void write(Model model) {
        try {
            FileSystem files = path.getFileSystem(configuration);
            if (files.getScheme().equals("file")) {
                java.nio.file.Path local =
                        java.nio.file.Path.of(files.makeQualified(path).toUri().getPath());
                java.nio.file.Files.createDirectories(local.getParent());
                model.save(local);
            } else {
                write(files, ModelHandle.of(model).bytes());
            }
        } catch (IOException e) {
            throw UserException.data("cannot write the model file " + shown() + ": "
                    + Display.text(String.valueOf(e.getMessage())) + "; check the path and who may write there");
        }
    }

    private void write(FileSystem files, byte[] bytes) throws IOException {
        Path temporary = new Path(path.getParent(), "." + path.getName() + ".tmp");
        try (OutputStream out = files.create(temporary, true)) {
            out.write(bytes);
        }
        files.delete(path, false);
        if (!files.rename(temporary, path)) {
            throw new IOException("the complete file " + temporary + " cannot be renamed");
        }
    }

    private String shown() {
        return Display.text(path.toString());
    }
}
