package org.chainrule.tabular.run;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.chainrule.metric.Metric;
import org.chainrule.tabular.encode.ClassFacts;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.CurveFacts;
import org.chainrule.tabular.encode.EdgeFacts;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.InputGroup;
import org.chainrule.tabular.encode.MeanFacts;
import org.chainrule.tabular.encode.MeansWanted;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueFacts;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.ModelFile;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.recipe.NetworkBuilder.Inputs;
import org.chainrule.tabular.recipe.NumericEmbedding;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.ShardLayout;
import org.chainrule.train.StartingWeights;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** Encoder, target, plan and starting weights of a {@link PartedTraining}, from what the shards answer: {@link Preparer} without the rows. */
final class PartedFit {
    private final TrainOptions options;
    private final InferredSchema inferred;
    private final PartedRows cut;
    private final Recipes.Chosen chosen;
    private final String targetName;
    private @Nullable ShardQuestion question;
    private FirstQuestion.@Nullable Answer first;
    private @Nullable TargetEncoding labels;
    private @Nullable MeanFacts means;
    private @Nullable CurveFacts curve;
    private @Nullable Encoder encoder;
    private @Nullable TargetEncoding target;
    private @Nullable TrainingPlan plan;
    private @Nullable TrainedNetwork start;

    /** Asks the first question. */
    PartedFit(TrainOptions options, InferredSchema inferred, PartedRows cut) {
        this.options = options;
        this.inferred = inferred;
        this.cut = cut;
        this.targetName = Objects.requireNonNull(Rows.column(inferred.schema(), ColumnKind.TARGET));
        int rows = (int) Math.min(cut.trainingRows(), Integer.MAX_VALUE);
        this.chosen = Recipes.of(options, inferred.task()).choose(rows, Recipes.quantities(inferred.schema()));
        checkOptions();
        this.question = new FirstQuestion(
                targetName,
                Rows.column(inferred.schema(), ColumnKind.WEIGHT),
                classification(),
                transform(),
                options.startFrom() == null ? features() : List.of(),
                chosen.encoding(),
                cut.trainingRows());
    }

    /** What is wrong with the options is found before a cluster looks at rows: a plan for some network says it. */
    private void checkOptions() {
        Inputs some = new Inputs(
                1,
                List.of(new InputGroup(InputGroup.Kind.NUMERIC, targetName, 0, 1, 0)),
                (bins, placement) -> List.of(List.of(0.0, 1.0)));
        TrainingPlan any = chosen.plan().apply(some, classification() ? 2 : 1);
        any.validationMetric(inferred.task(), ValueTarget.unscaled(targetName));
        PartedOptions.checkRounds(any, cut.rounds());
    }

    private boolean classification() {
        return inferred.task() == Task.CLASSIFICATION;
    }

    private TargetTransform transform() {
        TargetTransform wanted = options.targetTransform();
        return wanted == null || options.startFrom() != null ? TargetTransform.NONE : wanted;
    }

    private List<ColumnSchema> features() {
        return inferred.schema().features();
    }

    @Nullable
    ShardQuestion question() {
        return question;
    }

    /** Goes on with the answers, one a shard. */
    void answers(List<Serializable> answers) {
        ShardQuestion asked = Objects.requireNonNull(question, "there is no question");
        if (answers.size() != cut.shards()) {
            throw new IllegalArgumentException(
                    "expected an answer of each of " + cut.shards() + " shards, found " + answers.size());
        }
        question = null;
        if (asked instanceof FirstQuestion) {
            lookedAt(FirstQuestion.Answer.joined(all(answers, FirstQuestion.Answer.class)));
        } else if (asked instanceof SecondQuestion) {
            SecondQuestion.Answer second = SecondQuestion.Answer.joined(all(answers, SecondQuestion.Answer.class));
            means = second.means();
            curve = second.curve();
            encode();
        } else if (asked instanceof EdgeQuestion) {
            EdgeFacts edges = all(answers, EdgeFacts.class).stream()
                    .reduce(EdgeFacts::then)
                    .orElseThrow();
            plan(edges);
        } else if (asked instanceof StartQuestion sample) {
            TrainingPlan made = plan();
            start = StartingWeights.of(
                    made.network(), made.likelihood(), sample.joined(all(answers, float[].class)), options.seed());
        }
    }

    private static <T> List<T> all(List<Serializable> answers, Class<T> type) {
        return answers.stream().map(type::cast).toList();
    }

    private void lookedAt(FirstQuestion.Answer answer) {
        first = answer;
        PartedTargets.check(cut, targetName, answer);
        labels = labels(answer);
        if (answer.validation() != null && options.startFrom() == null) {
            PartedTargets.checkKnown((ClassTarget) labels, answer.validation());
        }
        MeansWanted wanted =
                answer.encoder() == null ? null : answer.encoder().meansWanted(chosen.encoding(), classes());
        TargetCurve bent =
                transform() == TargetTransform.NONE ? null : ((ValueFacts) answer.training()).curve(transform());
        if (wanted != null && !wanted.isEmpty() || bent != null) {
            question = new SecondQuestion(labels, classes(), wanted == null || wanted.isEmpty() ? null : wanted, bent);
        } else {
            encode();
        }
    }

    /** Classes of all rows where chance split them, as on one machine; else of the training rows. */
    private TargetEncoding labels(FirstQuestion.Answer answer) {
        if (options.startFrom() != null) {
            return WarmStart.target(options.startFrom(), targetName);
        }
        if (!(answer.training() instanceof ClassFacts seen)) {
            return ValueTarget.unscaled(targetName);
        }
        ClassFacts others = answer.validation();
        return (cut.validationGiven() || others == null ? seen : seen.then(others)).target();
    }

    private int classes() {
        return labels instanceof ClassTarget known ? known.classes().size() : 1;
    }

    private void encode() {
        Model model = options.startFrom();
        encoder = model != null
                ? model.encoder()
                : Encoder.fit(Objects.requireNonNull(first().encoder()), features(), chosen.encoding(), means);
        if (model == null && wantsEdges() && encoder.inputs(InputGroup.Kind.NUMERIC).length > 0) {
            question = new EdgeQuestion(encoder, cut.trainingRows());
        } else {
            plan(null);
        }
    }

    private boolean wantsEdges() {
        return chosen.recipe() != null
                && chosen.recipe().network().numeric().kind() == NumericEmbedding.Kind.PIECEWISE_LINEAR;
    }

    private void plan(@Nullable EdgeFacts edges) {
        Encoder fitted = encoder();
        Inputs inputs =
                new Inputs(fitted.width(), fitted.inputGroups(), (bins, placement) -> Objects.requireNonNull(edges)
                        .edges(bins, placement));
        TrainingPlan made = chosen.plan().apply(inputs, classes()).with(ShardSettings.write(cut));
        plan = made;
        TargetEncoding known = Objects.requireNonNull(labels);
        target = PartedTargets.standardised(options, made, known)
                ? ((ValueFacts) first().training()).fitted(TrainingSettings.target(made.settings()), curve)
                : known;
        PartedTargets.checkPossible(made, target, first().training());
        Model model = options.startFrom();
        start = model != null
                ? model.network()
                : StartingWeights.of(made.network(), made.likelihood(), null, options.seed());
        int[] sample =
                model != null ? new int[0] : StartingWeights.rows(made.network(), cut.trainingRows(), options.seed());
        if (sample.length > 0) {
            question = new StartQuestion(program(), sample);
        }
    }

    /** What goes to the shards. */
    ShardProgram program() {
        TrainingPlan made = plan();
        Learned untrained = new Learned(encoder(), target(), made, start(), null, metric().name(), List.of(), 0);
        ModelContents contents = TrainingAccount.bare(
                inferred,
                untrained,
                TrainingAccount.provenance(
                        TableIdentity.ofParts("", List.of(), 0),
                        null,
                        new Learned.RowCounts(0, 0, 0),
                        options,
                        untrained,
                        0));
        return new ShardProgram(
                ModelFile.bytes(contents),
                means,
                PartedTargets.weighting(options, target(), first()),
                cut.rounds(),
                new ShardLayout(
                        cut.shards(),
                        cut.trainingRows(),
                        cut.validationRows(),
                        encoder().width(),
                        made.likelihood().targets(made.network().outputs())));
    }

    Metric metric() {
        return plan().validationMetric(inferred.task(), target());
    }

    FirstQuestion.Answer first() {
        return known(first);
    }

    Encoder encoder() {
        return known(encoder);
    }

    TargetEncoding target() {
        return known(target);
    }

    TrainingPlan plan() {
        return known(plan);
    }

    TrainedNetwork start() {
        return known(start);
    }

    private static <T> T known(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the shards have not answered all questions yet");
        }
        return part;
    }
}
