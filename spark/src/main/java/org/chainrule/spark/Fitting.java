package org.chainrule.spark;

import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.chainrule.spark.data.ClusterColumns;
import org.chainrule.spark.fit.ClusterResult;
import org.chainrule.spark.fit.ClusterTraining;
import org.chainrule.spark.param.EstimatorParams;
import org.chainrule.spark.param.InputParams;
import org.chainrule.spark.plan.PlanReport;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.run.TrainOptions;
import org.chainrule.train.TrainingListener;

/** What fitting is for both estimators: parameters to options, a training, and its result as a model of Spark ML. */
final class Fitting {
    private final EstimatorParams<?> parameters;
    private final List<TrainingListener> listeners;

    Fitting(EstimatorParams<?> parameters, List<TrainingListener> listeners) {
        this.parameters = parameters;
        this.listeners = List.copyOf(listeners);
    }

    ChainruleClassificationModel classes(ChainruleClassifier estimator, Dataset<Row> rows) {
        ClusterColumns columns = Inputs.columns(estimator, rows.schema());
        Learned learned = train(rows, columns, Choices.classes(estimator, estimator, rows.sparkSession()));
        ChainruleClassificationModel model =
                estimator.copyValues(new ChainruleClassificationModel(estimator.uid(), learned), ParamMap.empty());
        says(model, columns);
        return model.setParent(estimator);
    }

    ChainruleRegressionModel values(ChainruleRegressor estimator, Dataset<Row> rows) {
        ClusterColumns columns = Inputs.columns(estimator, rows.schema());
        Learned learned = train(rows, columns, Choices.values(estimator, estimator, rows.sparkSession()));
        ChainruleRegressionModel model =
                estimator.copyValues(new ChainruleRegressionModel(estimator.uid(), learned), ParamMap.empty());
        says(model, columns);
        return model.setParent(estimator);
    }

    private Learned train(Dataset<Row> rows, ClusterColumns columns, TrainOptions options) {
        ClusterResult trained = ClusterTraining.fit(
                rows, columns, options, Choices.settings(parameters), listeners.toArray(TrainingListener[]::new));
        PlanReport plan = trained.plan();
        TrainingSummary summary =
                TrainingSummary.of(trained.model(), trained.warnings(), plan == null ? null : text(plan));
        return new Learned(ModelHandle.of(trained.model()), summary);
    }

    /** The plan, and what it was before the first rounds if they have corrected it. */
    private static String text(PlanReport plan) {
        String lines = String.join("\n", plan.lines());
        PlanReport first = plan.first();
        return first == null ? lines : lines + "\nbefore the training it was:\n" + String.join("\n", first.lines());
    }

    /** A column of vectors that was found is said in the model, which looks for none. */
    private static void says(InputParams<?> model, ClusterColumns columns) {
        if (columns.featuresCol() != null) {
            model.setFeaturesCol(columns.featuresCol());
        }
    }
}
