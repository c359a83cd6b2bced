package org.chainrule.tabular.run;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.chainrule.likelihood.Poisson;
import org.chainrule.metric.Metric;
import org.chainrule.tabular.doctor.Finding;
import org.chainrule.tabular.encode.BoundEncoder;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.DatasetStorage;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.RowWeights;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TrainingTarget;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.RawColumn;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Everything before the first step: encoder, plan and target are fitted to the training rows, and the rows encoded.
 *
 * @param options  what the user said
 * @param inferred what the columns are taken for
 * @param recipes  who decides
 * @param warnings what a person should know
 * @param outline  told before the rows are encoded
 */
record Preparer(
        TrainOptions options,
        InferredSchema inferred,
        Recipes recipes,
        List<String> warnings,
        Consumer<TrainingOutline> outline) {
    /** Prepares. */
    Preparation prepare(LoadedTable rows, TargetEncoding labels, Rows split) {
        int classes = labels instanceof ClassTarget target ? target.classes().size() : 1;
        Recipes.Chosen chosen = recipes.choose(split.training().length, Recipes.quantities(inferred.schema()));
        TrainingTarget seen = new TrainingTarget(labels.bind(column(rows)), classes);
        Model start = options.startFrom();
        Encoder encoder = start != null
                ? start.encoder()
                : Encoder.fit(rows, inferred.schema(), split.training(), chosen.encoding(), seen);
        TrainingPlan plan = chosen.plan().apply(Inputs.of(encoder, rows, split.training()), classes);
        TargetEncoding target =
                start == null && labels instanceof ValueTarget && !(plan.likelihood() instanceof Poisson)
                        ? ValueTarget.fitted(column(rows), split.training(), TrainingSettings.target(plan.settings()))
                        : labels;
        plan.checkPossible(target.bind(column(rows)), options.target(), split.training());
        List<FeatureNote> notes = FeatureNotes.of(inferred.schema(), encoder, rows, split.training());
        Metric metric = plan.validationMetric(inferred.task(), target);
        List<Finding> findings = DoctorVisits.before(
                options, inferred, rows, split, plain(labels), plan.network().inputs());
        outline.accept(outlined(split, plan, metric, notes, findings));
        return encoded(
                rows,
                start != null ? encoder.bind(rows) : encoder.bindTraining(rows, split.training(), seen),
                new Fitted(split, encoder, target, plan, metric, notes, findings));
    }

    /** The target as the table has it: one that was standardised elsewhere says nothing to the doctor. */
    private static TargetEncoding plain(TargetEncoding labels) {
        return labels instanceof ValueTarget ? ValueTarget.unscaled(labels.column()) : labels;
    }

    /** All but the encoded rows. */
    private record Fitted(
            Rows split,
            Encoder encoder,
            TargetEncoding target,
            TrainingPlan plan,
            Metric metric,
            List<FeatureNote> notes,
            List<Finding> findings) {}

    /** Encodes rows by what is fitted already; the encoder is bound by the caller, who knows whether it was fitted on these rows. */
    Preparation fitted(
            LoadedTable rows,
            Rows split,
            Encoder encoder,
            BoundEncoder bound,
            TargetEncoding target,
            TrainingPlan plan) {
        Metric metric = plan.validationMetric(inferred.task(), target);
        return encoded(rows, bound, new Fitted(split, encoder, target, plan, metric, List.of(), List.of()));
    }

    private Preparation encoded(LoadedTable rows, BoundEncoder bound, Fitted by) {
        EncodedDataset training = encode(bound, by.target(), rows, by.split().training());
        boolean complete = false;
        try {
            EncodedDataset validation = validation(by.encoder(), by.target(), by.split());
            complete = true;
            return new Preparation(
                    by.split(),
                    by.encoder(),
                    by.target(),
                    by.plan(),
                    by.metric(),
                    by.notes(),
                    by.findings(),
                    training,
                    validation,
                    start(by.plan()));
        } finally {
            if (!complete) {
                training.close();
            }
        }
    }

    private @Nullable TrainedNetwork start(TrainingPlan plan) {
        Model start = options.startFrom();
        return start == null
                ? null
                : WarmStart.network(start, plan.configuration().precision());
    }

    private TrainingOutline outlined(
            Rows split, TrainingPlan plan, Metric metric, List<FeatureNote> notes, List<Finding> findings) {
        return new TrainingOutline(
                inferred.task(),
                inferred.whyTask(),
                notes,
                plan.network(),
                plan.settings(),
                split.training().length,
                split.validation().length,
                split.missingTargets(),
                metric.name(),
                warnings,
                findings);
    }

    private RawColumn column(RawTable rows) {
        return Objects.requireNonNull(
                rows.column(Objects.requireNonNull(Rows.column(inferred.schema(), ColumnKind.TARGET))));
    }

    private @Nullable EncodedDataset validation(Encoder encoder, TargetEncoding target, Rows split) {
        RawTable rows = split.validationTable();
        return split.validation().length == 0 ? null : encode(encoder.bind(rows), target, rows, split.validation());
    }

    private EncodedDataset encode(BoundEncoder encoder, TargetEncoding target, RawTable rows, int[] which) {
        BoundTarget bound = target.bind(column(rows));
        String weight = Rows.column(inferred.schema(), ColumnKind.WEIGHT);
        RowWeights weights = RowWeights.of(weight == null ? null : rows.column(weight));
        if (options.classWeights() && target instanceof ClassTarget classes) {
            weights = weights.withClassWeights(classes.balancedWeights(bound, which));
        }
        return EncodedDataset.of(encoder, List.of(bound), which, weights, DatasetStorage.automatic());
    }
}
