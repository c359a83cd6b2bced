package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.ParameterLayout;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a model consists of, found consistent: the encoder of every member is as wide as its network's inputs, its columns are in the schema, the
 * outputs suit the likelihood and the target, the arrays suit the network, every weight is finite, the members predict the same and their shares sum to 1.
 *
 * @param schema     the columns of the training table
 * @param task       what is predicted
 * @param members    one network, or several whose predictions are averaged
 * @param validation metrics on the validation rows, by name; empty without
 * @param test       metrics on the test rows, by name; empty without
 * @param history    how the training went
 * @param provenance where the model comes from
 * @param uncertainty temperature and conformal scores; null without rows to find them on, and in files of before there were any
 */
public record ModelContents(
        Schema schema,
        Task task,
        List<Member> members,
        Map<String, Double> validation,
        Map<String, Double> test,
        TrainingHistory history,
        Provenance provenance,
        @Nullable Uncertainty uncertainty) {
    /** Copies the collections, whose order is kept, and checks that the parts fit. */
    public ModelContents {
        members = List.copyOf(members);
        validation = Collections.unmodifiableMap(new LinkedHashMap<>(validation));
        test = Collections.unmodifiableMap(new LinkedHashMap<>(test));
        PredictionParts.check(schema, task, members, uncertainty);
        members.forEach(member -> MemberChecks.optimizer(member.optimizer(), member.network()));
    }

    /**
     * The same model with what is known about its errors.
     *
     * @param known temperature and conformal scores, null for none
     * @return a copy
     */
    public ModelContents with(@Nullable Uncertainty known) {
        return new ModelContents(schema, task, members, validation, test, history, provenance, known);
    }

    /**
     * The same model with other metrics.
     *
     * @param validationMetrics by name
     * @param testMetrics       by name
     * @return a copy
     */
    public ModelContents with(Map<String, Double> validationMetrics, Map<String, Double> testMetrics) {
        return new ModelContents(
                schema, task, members, validationMetrics, testMetrics, history, provenance, uncertainty);
    }

    /**
     * The same model without what its optimiser remembered: smaller, and all that predictions need.
     *
     * @return a copy
     */
    public ModelContents withoutOptimizerState() {
        List<Member> bare = members.stream()
                .map(one -> new Member(one.encoder(), one.target(), one.network(), one.weight(), one.training()))
                .toList();
        return new ModelContents(schema, task, bare, validation, test, history, provenance, uncertainty);
    }

    /**
     * What the optimiser remembered when the weights were kept.
     *
     * @return null if the model has several members, if its training took no step or kept no state, and in files of before it was kept
     */
    public @Nullable OptimizerSnapshot optimizer() {
        return members.get(0).optimizer();
    }

    /**
     * A model of one network.
     *
     * @param schema     the columns of the training table
     * @param task       what is predicted
     * @param encoder    from rows to inputs
     * @param target     from the target column to y, and back
     * @param network    the network with its weights
     * @param validation metrics on the validation rows, by name; empty without
     * @param test       metrics on the test rows, by name; empty without
     * @param history    how the training went
     * @param provenance where the model comes from
     */
    public ModelContents(
            Schema schema,
            Task task,
            Encoder encoder,
            TargetEncoding target,
            TrainedNetwork network,
            Map<String, Double> validation,
            Map<String, Double> test,
            TrainingHistory history,
            Provenance provenance) {
        this(
                schema,
                task,
                List.of(new Member(encoder, target, network, 1, null)),
                validation,
                test,
                history,
                provenance,
                null);
    }

    /**
     * From rows to inputs, by the first member.
     *
     * @return the encoder
     */
    public Encoder encoder() {
        return members.get(0).encoder();
    }

    /**
     * From the target column to y, and back, by the first member; column and classes are those of all.
     *
     * @return the encoding
     */
    public TargetEncoding target() {
        return members.get(0).target();
    }

    /**
     * The network of the first member.
     *
     * @return the network with its weights
     */
    public TrainedNetwork network() {
        return members.get(0).network();
    }

    /**
     * The number of trainable parameters of all members together.
     *
     * @return parameters
     */
    public long parameters() {
        return members.stream()
                .mapToLong(member -> new ParameterLayout(member.network().network()).size())
                .sum();
    }

    /** The columns that a prediction reads, in the order of the training table. */
    List<ColumnSchema> inputColumns() {
        return PredictionParts.inputColumns(schema, members);
    }

    /** Whether this is one network that the provenance speaks of: the file then has the form that it always had. */
    boolean single() {
        return members.size() == 1 && members.get(0).training() == null;
    }
}
