package org.chainrule.spark.score;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.PredictionParts;
import org.chainrule.tabular.model.RowPredictor;
import org.jspecify.annotations.Nullable;

/**
 * A model on its way to executors: the bytes of its file. The model is made of them when it is first asked for, once an executor, and shared by all tasks there. Safe to use from
 * several threads.
 */
public final class ModelHandle implements Serializable {
    private static final long serialVersionUID = 1L;

    private final byte[] bytes;
    private transient volatile @Nullable Model model;
    private transient volatile @Nullable RowPredictor predictor;
    private transient @Nullable Sent sent;

    /** Where the handle was sent to. */
    private record Sent(SparkContext context, Broadcast<ModelHandle> broadcast) {}

    private ModelHandle(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The handle of a model file in memory.
     *
     * @param bytes the whole file, copied
     * @return the handle; whether the bytes are a model is found out by {@link #model()}
     */
    public static ModelHandle of(byte[] bytes) {
        return new ModelHandle(bytes.clone());
    }

    /**
     * The handle of a model.
     *
     * @param model any model
     * @return the handle
     * @throws UserException if its file could not be read again
     */
    public static ModelHandle of(Model model) {
        ModelHandle handle = new ModelHandle(ModelFile.bytes(model.contents()));
        handle.model = model;
        return handle;
    }

    /**
     * The model file.
     *
     * @return a copy
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The model, read at the first call.
     *
     * @return the same for all callers of a JVM that share the handle
     * @throws UserException if the bytes are no model file
     */
    public Model model() {
        Model made = model;
        if (made == null) {
            synchronized (this) {
                made = model;
                if (made == null) {
                    made = new Model(ModelFile.read(bytes, "the model that was sent"));
                    model = made;
                }
            }
        }
        return made;
    }

    /** Predicts what the networks give, before temperature scaling; one for all tasks of an executor. */
    RowPredictor uncalibrated() {
        RowPredictor made = predictor;
        if (made == null) {
            synchronized (this) {
                made = predictor;
                if (made == null) {
                    ModelContents all = model().contents();
                    made = RowPredictor.of(new PredictionParts(all.schema(), all.task(), all.members(), null));
                    predictor = made;
                }
            }
        }
        return made;
    }

    /** The handle as a broadcast of a context, one for all tables that are scored there. */
    synchronized Broadcast<ModelHandle> on(SparkContext context) {
        Sent known = sent;
        if (known == null || known.context() != context) {
            known = new Sent(context, JavaSparkContext.fromSparkContext(context).broadcast(this));
            sent = known;
        }
        return known.broadcast();
    }
}
