package org.chainrule.spark;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.Defaults;
import org.chainrule.spark.param.Explained;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.param.ProbabilityParams;
import org.chainrule.spark.param.ScorerParams;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.spark.score.Scoring;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * Scores a table with any {@code .chainrule} file, wherever and by whatever it was trained: in batches, one network an executor, the bits of {@code chainrule predict}. Columns that
 * only the other task has are not added.
 *
 * <pre>{@code
 * Dataset<Row> scored = new ChainruleScorer().setModelFile("hdfs:///models/churn.chainrule").transform(customers);
 * }</pre>
 */
public final class ChainruleScorer extends Transformer
        implements ScorerParams<ChainruleScorer>,
                InputParams<ChainruleScorer>,
                PredictionParams<ChainruleScorer>,
                ProbabilityParams<ChainruleScorer>,
                IntervalParams<ChainruleScorer>,
                DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    /** A model file that was read. */
    private record Opened(String file, ModelHandle handle) {}

    private final String uid;
    private transient volatile @Nullable Opened opened;

    /** A scorer with a name of its own. */
    public ChainruleScorer() {
        this(Stages.uid("chainruleScorer"));
    }

    /**
     * A scorer of a name.
     *
     * @param uid what it is called, unlike any other stage
     */
    public ChainruleScorer(String uid) {
        this.uid = uid;
        Defaults.predictions(this, this);
        Defaults.set((ProbabilityParams<?>) this);
        Defaults.set((IntervalParams<?>) this);
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String explainParam(Param<?> param) {
        return Explained.of(this, param);
    }

    /** The file is read once, and again when another one is set. */
    private ModelHandle handle() {
        if (!isSet(modelFile())) {
            throw UserException.usage("modelFile is not set; set the path of a .chainrule file");
        }
        Opened known = opened;
        if (known == null || !known.file().equals(getModelFile())) {
            known = new Opened(
                    getModelFile(),
                    ModelPath.of(getModelFile(), ModelPath.session()).read());
            opened = known;
        }
        return known.handle();
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        ModelHandle handle = handle();
        return isOfClasses(handle)
                ? new ClassOutputs(this, this, this, handle).score(dataset)
                : Scoring.score(dataset, handle, ValueOutputs.columns(this, this, this));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        ModelHandle handle = handle();
        return isOfClasses(handle)
                ? new ClassOutputs(this, this, this, handle).schema(schema)
                : Scoring.schema(schema, handle, ValueOutputs.columns(this, this, this));
    }

    private static boolean isOfClasses(ModelHandle handle) {
        return handle.model().task() == Task.CLASSIFICATION;
    }

    @Override
    public ChainruleScorer copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /**
     * Reads scorers that were saved.
     *
     * @return a reader
     */
    public static MLReader<ChainruleScorer> read() {
        return Stages.reader();
    }

    /**
     * Reads a scorer that was saved.
     *
     * @param path the folder that it was saved to
     * @return the scorer; its model file is read when it first scores
     */
    public static ChainruleScorer load(String path) {
        return read().load(path);
    }
}
