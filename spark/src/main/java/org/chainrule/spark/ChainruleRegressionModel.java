package org.chainrule.spark;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.chainrule.spark.param.Defaults;
import org.chainrule.spark.param.Explained;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.param.IntervalParams;
import org.chainrule.spark.param.PredictionParams;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.spark.score.Scoring;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ChainruleRegressor} learned: adds predicted values to a table, in the units of the label, and where the likelihood has them standard deviations, quantiles and
 * intervals.
 */
public final class ChainruleRegressionModel extends org.apache.spark.ml.Model<ChainruleRegressionModel>
        implements InputParams<ChainruleRegressionModel>,
                PredictionParams<ChainruleRegressionModel>,
                IntervalParams<ChainruleRegressionModel>,
                DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private @Nullable Learned learned;

    /** A model without weights: how Spark Connect finds the class. */
    public ChainruleRegressionModel() {
        this(Stages.uid("chainruleRegressor"));
    }

    /**
     * A model without weights: how Spark loads one.
     *
     * @param uid what it is called
     */
    public ChainruleRegressionModel(String uid) {
        this.uid = uid;
        Defaults.predictions(this, this);
        Defaults.set((IntervalParams<?>) this);
    }

    ChainruleRegressionModel(String uid, Learned learned) {
        this(uid);
        attach(learned);
    }

    private void attach(Learned known) {
        if (known.model().task() != Task.REGRESSION) {
            throw UserException.data("expected a model for values, found one for classes, of "
                    + Display.text(known.model().target()) + "; use ChainruleClassificationModel");
        }
        learned = known;
    }

    private Learned learned() {
        if (learned == null) {
            throw UserException.usage(
                    "this ChainruleRegressionModel has no weights; get one by ChainruleRegressor.fit, load(path) or fromChainruleFile(path)");
        }
        return learned;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String explainParam(Param<?> param) {
        return Explained.of(this, param);
    }

    /**
     * The model without Spark: predictions, evaluation, provenance.
     *
     * @return immutable, safe to share between threads
     */
    public Model model() {
        return learned().model();
    }

    /**
     * How the training went.
     *
     * @return history, metrics, SHA-256 of the weights
     */
    public TrainingSummary summary() {
        return learned().summary();
    }

    /**
     * Columns that were offered as features, or elements of the vector.
     *
     * @return how many
     */
    public int numFeatures() {
        return learned().numFeatures();
    }

    /**
     * Predicts one row. For many, {@link #transform} is faster.
     *
     * @param features the elements that the model was trained on, in their order
     * @return the value in the units of the label
     */
    public double predict(Vector features) {
        return learned().predict(features).value();
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        return Scoring.score(dataset, learned().handle(), ValueOutputs.columns(this, this, this));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        return Scoring.schema(schema, learned().handle(), ValueOutputs.columns(this, this, this));
    }

    @Override
    public ChainruleRegressionModel copy(ParamMap extra) {
        ChainruleRegressionModel copy =
                learned == null ? new ChainruleRegressionModel(uid) : new ChainruleRegressionModel(uid, learned);
        return copyValues(copy, extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new ModelWriter(DefaultParamsWritable.super.write(), model());
    }

    /**
     * Writes the model as a {@code .chainrule} file, which predicts without Spark.
     *
     * @param path on any file system that Hadoop knows; replaced if it exists
     * @throws UserException if it cannot be written
     */
    public void toChainruleFile(String path) {
        ModelPath.of(path, ModelPath.session()).write(model());
    }

    /**
     * A model of a {@code .chainrule} file, wherever it was trained. It reads columns by their names; for a column of vectors set {@code featuresCol}.
     *
     * @param path on any file system that Hadoop knows
     * @return the model
     * @throws UserException if there is no such file, it is damaged, or it is not for values
     */
    public static ChainruleRegressionModel fromChainruleFile(String path) {
        ModelHandle handle = ModelPath.of(path, ModelPath.session()).read();
        return new ChainruleRegressionModel(Stages.uid("chainruleRegressor"), new Learned(handle));
    }

    /**
     * Reads models that were saved.
     *
     * @return a reader
     */
    public static MLReader<ChainruleRegressionModel> read() {
        return new ModelReader<>(ChainruleRegressionModel.class, ChainruleRegressionModel::attach);
    }

    /**
     * Reads a model that was saved.
     *
     * @param path the folder that it was saved to
     * @return the model
     */
    public static ChainruleRegressionModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return "ChainruleRegressionModel: uid=" + uid
                + (learned == null ? ", no weights" : ", numFeatures=" + numFeatures());
    }
}
