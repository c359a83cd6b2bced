package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.TrainingListener;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model again from its provenance. Schema, network and settings are those of the model file, so neither inference nor presets are asked; what is
 * fitted, the encoder among it, is fitted anew on the rows.
 */
public final class Reproducer {
    private final Model model;
    private final Provenance provenance;
    private final int threads;
    private @Nullable Model start;
    private final long started = System.nanoTime();

    Reproducer(Model model, int threads) {
        this.model = model;
        this.provenance = model.provenance();
        this.threads = threads;
    }

    /**
     * Trains a model again, from drawn weights, and compares.
     *
     * @param model         the model, as it was read from its file
     * @param table         the rows that it was trained on
     * @param validation    the rows that it was validated on; null if they were split off the training rows
     * @param threads       threads; 0 chooses. The weights do not depend on it
     * @param outline       told once, before the first step, what is about to be trained; not told if the data are others
     * @param stopRequested asked before every step; true ends it
     * @param listeners     hear of every training event
     * @return what came of it
     * @throws UserException if the model file does not say enough, the validation rows are absent or one too many, or a table cannot be read
     */
    public static Reproduction run(
            Model model,
            Table table,
            @Nullable Table validation,
            int threads,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        return run(model, table, validation, null, threads, outline, stopRequested, listeners);
    }

    /**
     * Trains a model again and compares.
     *
     * @param model         the model, as it was read from its file
     * @param table         the rows that it was trained on
     * @param validation    the rows that it was validated on; null if they were split off the training rows
     * @param start         the model that it started from; null if its weights were drawn
     * @param threads       threads; 0 chooses. The weights do not depend on it
     * @param outline       told once, before the first step, what is about to be trained; not told if the data are others
     * @param stopRequested asked before every step; true ends it
     * @param listeners     hear of every training event
     * @return what came of it
     * @throws UserException if the model file does not say enough, the validation rows are absent or one too many, or a table cannot be read
     */
    public static Reproduction run(
            Model model,
            Table table,
            @Nullable Table validation,
            @Nullable Model start,
            int threads,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        Reproducer reproducer = new Reproducer(model, threads);
        reproducer.requireWhole();
        reproducer.start = WarmStart.again(model.provenance().configuration(), start);
        reproducer.requireValidation(validation);
        return reproducer.compare(table, validation, outline, stopRequested, listeners);
    }

    private void requireWhole() {
        if (provenance.imported()) {
            throw UserException.data("the weights of the model were imported from "
                    + Display.text(String.valueOf(provenance.configuration().get(Provenance.IMPORTED_FROM)))
                    + ", so no training here gives them; reproduce a model that Chainrule trained, with --start-from if it"
                    + " started from this one");
        }
        ShardSettings.requireOneTable(provenance.configuration());
        List<String> missing = new ArrayList<>();
        for (Member member : model.contents().members()) {
            MemberTraining own = member.training();
            missing.addAll(TrainingSettings.missing(own == null ? provenance.configuration() : own.settings()));
        }
        if (provenance.data().columnFingerprints().isEmpty()) {
            missing.add("dataColumns");
        }
        if (provenance.configuration().containsKey(TrainingSettings.EDITS)) {
            throw UserException.data("weights of the model were changed by hand in the studio ("
                    + Display.text(String.valueOf(provenance.configuration().get(TrainingSettings.EDITS)))
                    + "), so no training gives them; reproduce a model without such changes");
        }
        if (!missing.isEmpty()) {
            throw UserException.data("the model file does not hold what is needed to train again (missing: "
                    + String.join(", ", missing) + "): an earlier Chainrule wrote it, on "
                    + Display.text(provenance.createdAt())
                    + "; train it anew to get a file that can be reproduced");
        }
    }

    private void requireValidation(@Nullable Table given) {
        TableIdentity expected = provenance.validationData();
        if (expected != null && given == null) {
            throw UserException.usage(
                    "the model was validated on a table of its own, which decided which epoch was kept,"
                            + " so it takes part: add --validation DATA, then it was " + expected.description());
        }
        if (expected == null && given != null) {
            throw UserException.usage(
                    "the model was trained without a separate validation table; its validation rows, if"
                            + " any, are split off DATA; leave out --validation");
        }
    }

    private Reproduction compare(
            Table table,
            @Nullable Table validation,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        TableIdentity validated = provenance.validationData();
        try (DataChanges data = DataChanges.read("", provenance.data(), model.schema(), table);
                DataChanges other = validation == null || validated == null
                        ? null
                        : DataChanges.read("validation data: ", validated, model.schema(), validation)) {
            List<String> changes = new ArrayList<>(data.changes());
            if (other != null) {
                changes.addAll(other.changes());
            }
            LoadedTable rows = data.rows();
            int count = rows == null ? 0 : rows.rows();
            if (!changes.isEmpty()) {
                return new Reproduction(
                        model, changes, null, List.of(), List.of(), null, false, count, 0, 0, "none", 0, seconds());
            }
            PlannedEnd end = new PlannedEnd(provenance, stopRequested);
            LoadedTable judging = other == null ? data.same() : other.same();
            try {
                if (model.contents().members().get(0).training() != null) {
                    return new MembersReproducer(model, threads)
                            .run(table, validation, data.same(), judging, outline, stopRequested);
                }
                Fit fit = training(table, validation, outline).fit(data.same(), judging, end, end.and(listeners));
                return of(fit, end.interrupted(), count);
            } catch (UserException otherwise) {
                if (otherwise.kind() != UserException.Kind.NOT_REPRODUCED) {
                    throw otherwise;
                }
                return new Reproduction(
                        model,
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        otherwise.getMessage(),
                        false,
                        count,
                        0,
                        0,
                        "none",
                        0,
                        seconds());
            }
        }
    }

    TableTraining training(Table table, @Nullable Table validation, Consumer<TrainingOutline> outline) {
        try {
            TrainingPlan plan = TrainingPlan.again(model, threads);
            Recipes.Chosen chosen = new Recipes.Chosen(
                    TrainingSettings.encoding(plan.settings()), (inputs, classes) -> suited(plan, inputs.width()));
            return TableTraining.decided(
                    table, options(plan, validation), inferred(), (rows, quantities) -> chosen, outline);
        } catch (IllegalArgumentException wrong) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "a setting in the model file cannot be read: " + Display.text(String.valueOf(wrong.getMessage()))
                            + "; a newer Chainrule may have written it: use that one",
                    wrong);
        }
    }

    PlannedEnd end(BooleanSupplier stopRequested) {
        return new PlannedEnd(provenance, stopRequested);
    }

    InferredSchema inferred() {
        return new InferredSchema(model.schema(), model.task(), "as in the model file", List.of());
    }

    /** What is known of the options. */
    TrainOptions options(TrainingPlan plan, @Nullable Table validation) {
        return TrainOptions.builder(model.target())
                .task(model.task())
                .validation(validation)
                .validationFraction(TrainingSettings.validationFraction(plan.settings()))
                .weight(column(ColumnKind.WEIGHT))
                .group(column(ColumnKind.GROUP))
                .time(column(ColumnKind.CALENDAR) == null ? column(ColumnKind.TIME) : column(ColumnKind.CALENDAR))
                .classWeights(TrainingSettings.classWeights(plan.settings()))
                .doctor(false)
                .preset(provenance.preset())
                .seed(plan.configuration().seed())
                .precision(plan.configuration().precision())
                .startFrom(start)
                .threads(threads)
                .build();
    }

    private TrainingPlan suited(TrainingPlan plan, int inputs) {
        int expected = plan.network().inputs();
        if (inputs != expected) {
            throw new UserException(
                    UserException.Kind.NOT_REPRODUCED,
                    "the columns now become " + inputs + " inputs, those of the model were " + expected);
        }
        return plan;
    }

    private @Nullable String column(ColumnKind role) {
        return model.schema().columns().stream()
                .filter(column -> column.kind() == role)
                .map(ColumnSchema::name)
                .findFirst()
                .orElse(null);
    }

    private Reproduction of(Fit fit, boolean interrupted, int rows) {
        TrainingResult result = fit.result();
        return new Reproduction(
                model,
                List.of(),
                fit.network(),
                List.of(),
                encodings(fit),
                fit.divergence(),
                interrupted,
                rows,
                fit.split().training().length,
                fit.history().size(),
                result == null ? "none" : result.kernel(),
                result == null ? 0 : result.threads(),
                seconds());
    }

    /** Columns that are encoded otherwise than in the model. */
    List<String> encodings(Fit fit) {
        List<String> differ = new ArrayList<>();
        Encoder expected = model.encoder();
        for (int i = 0; i < fit.encoder().columns().size(); i++) {
            ColumnEncoding column = fit.encoder().columns().get(i);
            if (i >= expected.columns().size()
                    || !column.equals(expected.columns().get(i))) {
                differ.add(column.column());
            }
        }
        if (!fit.target().equals(model.targetEncoding())) {
            differ.add(model.target());
        }
        return differ;
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
