package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.chainrule.metric.Metric;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.train.ShardScores;
import org.chainrule.train.ShardedProblem;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/**
 * A training whose rows are elsewhere, in parts: the same way as {@link TableTraining}, asking the parts what it needs to know. Call, in this order: {@link #of}, {@link #columns},
 * {@link #rows}, {@link #question} and {@link #answers} until there is no question, {@link #program} and {@link #problem}, {@link #model}. With one part, and validation rows that
 * are given, encoder, target and weights are those of {@link TableTraining} on the same rows, bit for bit. {@link InMemoryParts} does all this with rows that are in this JVM.
 */
public final class PartedTraining {
    private final TableProfile profile;
    private final TrainOptions options;
    private final InferredSchema inferred;
    private @Nullable Cut cut;
    private @Nullable ShardProgram program;

    /** Once the rows were counted. */
    private record Cut(TrainOptions options, PartedRows rows, PartedFit fit) {}

    private PartedTraining(TableProfile profile, TrainOptions options, InferredSchema inferred) {
        this.profile = profile;
        this.options = options;
        this.inferred = inferred;
    }

    /**
     * Finds what the columns are.
     *
     * @param profile what is known of the whole table
     * @param options what to do; its target, weight and task name columns of the table
     * @return the training
     * @throws org.chainrule.tabular.error.UserException if an option does not fit the table, or rows in parts
     */
    public static PartedTraining of(TableProfile profile, TrainOptions options) {
        PartedOptions.check(options);
        return new PartedTraining(profile, options, TableInference.of(profile, options));
    }

    /**
     * The columns that are read: features, target, weight.
     *
     * @return as what to load them
     */
    public List<ColumnSchema> columns() {
        return TableTraining.readColumns(inferred.schema());
    }

    /**
     * What the columns are taken for.
     *
     * @return schema and task
     */
    public InferredSchema inferred() {
        return inferred;
    }

    /**
     * What a person should know.
     *
     * @return one line each
     */
    public List<String> warnings() {
        return inferred.notes();
    }

    /**
     * Says how the rows are cut; the first question follows.
     *
     * @param rows counts, and how the shards train together
     * @throws org.chainrule.tabular.error.UserException if that does not fit the options
     */
    public void rows(PartedRows rows) {
        PartedOptions.checkCounts(rows);
        TrainOptions suited = PartedOptions.with(options, rows);
        program = null;
        cut = new Cut(suited, rows, new PartedFit(suited, inferred, rows));
    }

    private Cut cut() {
        if (cut == null) {
            throw new IllegalStateException("say how the rows are cut first");
        }
        return cut;
    }

    /**
     * What to ask every shard next.
     *
     * @return the question; null once everything is known
     */
    public @Nullable ShardQuestion question() {
        return cut().fit().question();
    }

    /**
     * Takes what the shards answered to {@link #question}.
     *
     * @param answers one a shard, in their order
     * @throws org.chainrule.tabular.error.UserException if there is nothing to learn from the rows
     */
    public void answers(List<Serializable> answers) {
        cut().fit().answers(answers);
    }

    /**
     * What goes to the shards.
     *
     * @return the program
     */
    public ShardProgram program() {
        if (question() != null) {
            throw new IllegalStateException("there is a question left to ask the shards");
        }
        if (program == null) {
            program = cut().fit().program();
        }
        return program;
    }

    /**
     * What is to be trained.
     *
     * @return network, start, metric
     */
    public ShardedProblem problem() {
        PartedFit fit = cut().fit();
        TrainingPlan plan = fit.plan();
        boolean validates = cut().rows().validationRows() > 0;
        return new ShardedProblem(
                plan.network(), plan.likelihood(), validates ? fit.metric() : null, fit.start(), validates);
    }

    /**
     * How it is trained, with its time limit.
     *
     * @return the configuration
     */
    public TrainingConfiguration configuration() {
        return cut().fit().plan().configuration();
    }

    /**
     * Every effective setting by name, as the model file has it.
     *
     * @return the settings, shards and rounds among them
     */
    public Map<String, String> settings() {
        return cut().fit().plan().settings();
    }

    /**
     * What early stopping watches on the validation rows.
     *
     * @return the metric
     */
    public Metric metric() {
        return cut().fit().metric();
    }

    /**
     * The model, with metrics, temperature, conformal scores, history and provenance.
     *
     * @param result     what the training gave
     * @param validation the validation rows judged with the weights of {@code result}, one entry a shard; empty without validation rows
     * @param seconds    wall-clock time of the training
     * @return the model
     */
    public Model model(TrainingResult result, List<ShardScores> validation, double seconds) {
        return PartedAccount.model(
                profile.description(),
                cut().options(),
                inferred,
                cut().rows(),
                cut().fit(),
                result,
                validation,
                seconds);
    }
}
