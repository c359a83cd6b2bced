package org.chainrule.spark.score;

import java.io.Serializable;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelFile;
import org.jspecify.annotations.Nullable;

/** The bytes of a model file, to be sent to executors; the model is made of them once, when it is first asked for, and shared by all tasks of the executor. */
public final class ModelHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile @Nullable Model model;

    private ModelHandle(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A model file in memory. */
    public static ModelHandle of(byte[] bytes) {
        return new ModelHandle(bytes.clone());
    }

    /** A model. */
    public static ModelHandle of(Model model) {
        ModelHandle handle = new ModelHandle(ModelFile.bytes(model.contents()));
        handle.model = model;
        return handle;
    }

    /** A copy of the model file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The model. */
    public Model model() {
        Model made = model;
        if (made == null) {
            synchronized (this) {
                made = model;
                if (made == null) {
                    made = new Model(ModelFile.read(bytes, "the model of the cluster"));
                    model = made;
                }
            }
        }
        return made;
    }
}
