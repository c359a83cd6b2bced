package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** The JSON description of a model file: everything but the weights. */
final class DescriptionJson {
    private DescriptionJson() {}

    static Map<String, Object> write(ModelContents contents) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", contents.task().name());
        if (contents.single()) {
            network(contents.network(), json);
        }
        json.put("schema", SchemaJson.write(contents.schema()));
        if (contents.single()) {
            encodings(contents.members().get(0), json);
        } else {
            json.put(
                    "members",
                    contents.members().stream().map(DescriptionJson::write).toList());
        }
        OptimizerSnapshot optimizer = contents.optimizer();
        if (optimizer != null) {
            json.put("optimizerState", OptimizerJson.write(optimizer));
        }
        json.put("validation", contents.validation());
        json.put("test", contents.test());
        json.put("history", ProvenanceJson.write(contents.history()));
        json.put("provenance", ProvenanceJson.write(contents.provenance()));
        Uncertainty uncertainty = contents.uncertainty();
        if (uncertainty != null) {
            json.put("uncertainty", UncertaintyJson.write(uncertainty));
        }
        return json;
    }

    private static void network(TrainedNetwork trained, Map<String, Object> json) {
        json.put("network", NetworkJson.write(trained.network()));
        json.put("likelihood", LikelihoodJson.write(trained.likelihood()));
        json.put("precision", trained.precision().name());
    }

    private static void encodings(Member member, Map<String, Object> json) {
        json.put("encoder", EncoderJson.write(member.encoder()));
        json.put("target", TargetJson.write(member.target()));
    }

    private static Map<String, Object> write(Member member) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("weight", member.weight());
        network(member.network(), json);
        encodings(member, json);
        json.put("training", write(Objects.requireNonNull(member.training())));
        return json;
    }

    private static Map<String, Object> write(MemberTraining training) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", training.name());
        json.put("fold", training.fold());
        json.put("trainingRows", training.trainingRows());
        json.put("heldOutRows", training.heldOutRows());
        json.put("settings", training.settings());
        json.put("epochs", training.epochs());
        json.put("bestEpoch", training.bestEpoch());
        json.put("stopReason", training.stopReason());
        json.put("firstEpochSteps", training.firstEpochSteps());
        return json;
    }

    /** What becomes of an optimiser's state: it is read, or passed over. */
    interface OptimizerReading {
        Member read(Fields description, Member bare, WeightTensors weights);
    }

    /** Reads a description. */
    static ModelContents read(Fields fields, ModelFile.Form form, WeightTensors weights) {
        return fields.checked(() -> {
            PredictionParts parts = parts(fields, form, weights, OptimizerJson::read);
            return new ModelContents(
                    parts.schema(),
                    parts.task(),
                    parts.members(),
                    fields.numbersByName("validation"),
                    fields.numbersByName("test"),
                    ProvenanceJson.history(fields.object("history")),
                    ProvenanceJson.provenance(fields.object("provenance")),
                    parts.uncertainty());
        });
    }

    /** Reads what predictions take of a description, and passes over the rest. */
    static PredictionParts readForPredictions(Fields fields, ModelFile.Form form, WeightTensors weights) {
        return fields.checked(() -> {
            fields.skip("validation", "test", "history", "provenance");
            return parts(fields, form, weights, OptimizerJson::skip);
        });
    }

    /** Reads members, one network, or one with what its optimiser remembered. */
    private static PredictionParts parts(
            Fields fields, ModelFile.Form form, WeightTensors weights, OptimizerReading optimizer) {
        List<Member> networks =
                switch (form) {
                    case NETWORK -> List.of(member("", fields, weights, 1, null));
                    case MEMBERS -> members(fields, weights);
                    case NETWORK_AND_OPTIMIZER ->
                        List.of(optimizer.read(fields, member("", fields, weights, 1, null), weights));
                };
        weights.end();
        return new PredictionParts(
                new Schema(fields.objects("schema", SchemaJson::column)),
                fields.constant("task", Task.values()),
                networks,
                fields.has("uncertainty") ? UncertaintyJson.read(fields.object("uncertainty")) : null);
    }

    private static List<Member> members(Fields fields, WeightTensors weights) {
        AtomicInteger number = new AtomicInteger();
        return fields.objects(
                "members",
                one -> one.checked(() -> member(
                        WeightTensors.prefix(number.getAndIncrement()),
                        one,
                        weights,
                        one.number("weight"),
                        training(one.object("training")))));
    }

    private static Member member(
            String prefix, Fields fields, WeightTensors weights, double weight, @Nullable MemberTraining training) {
        Network network = NetworkJson.read(fields.object("network"));
        Likelihood likelihood = LikelihoodJson.read(fields.object("likelihood"));
        Precision precision = fields.constant("precision", Precision.values());
        return new Member(
                EncoderJson.read(fields),
                TargetJson.read(fields.object("target")),
                weights.read(prefix, network, likelihood, precision),
                weight,
                training);
    }

    private static MemberTraining training(Fields fields) {
        return fields.checked(() -> new MemberTraining(
                fields.text("name"),
                fields.integer("fold"),
                fields.has("trainingRows") ? fields.integer("trainingRows") : 0,
                fields.has("heldOutRows") ? fields.integer("heldOutRows") : 0,
                fields.textsByName("settings"),
                fields.integer("epochs"),
                fields.integer("bestEpoch"),
                fields.text("stopReason"),
                fields.integer("firstEpochSteps")));
    }
}
