package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.Network;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** The JSON description of a model file: everything but the weights. */
final class DescriptionJson {
    /** Finds the weights that a description speaks of. */
    @FunctionalInterface
    interface WeightsReader {
        /**
         * Puts a network and its weights together.
         *
         * @return the trained network
         */
        TrainedNetwork read(Network network, Likelihood likelihood, Precision precision);
    }

    private DescriptionJson() {}

    static Map<String, Object> write(ModelContents contents) {
        TrainedNetwork trained = contents.network();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("task", contents.task().name());
        json.put("network", NetworkJson.write(trained.network()));
        json.put("likelihood", LikelihoodJson.write(trained.likelihood()));
        json.put("precision", trained.precision().name());
        json.put("schema", ProvenanceJson.write(contents.schema()));
        json.put("encoder", EncoderJson.write(contents.encoder()));
        json.put("target", TargetJson.write(contents.target()));
        json.put("validation", contents.validation());
        json.put("test", contents.test());
        json.put("history", ProvenanceJson.write(contents.history()));
        json.put("provenance", ProvenanceJson.write(contents.provenance()));
        return json;
    }

    static ModelContents read(Fields fields, WeightsReader weights) {
        return fields.checked(() -> {
            Network network = NetworkJson.read(fields.object("network"));
            Likelihood likelihood = LikelihoodJson.read(fields.object("likelihood"));
            Precision precision = fields.constant("precision", Precision.values());
            return new ModelContents(
                    new Schema(fields.objects("schema", ProvenanceJson::column)),
                    fields.constant("task", Task.values()),
                    EncoderJson.read(fields),
                    TargetJson.read(fields.object("target")),
                    weights.read(network, likelihood, precision),
                    fields.numbersByName("validation"),
                    fields.numbersByName("test"),
                    ProvenanceJson.history(fields.object("history")),
                    ProvenanceJson.provenance(fields.object("provenance")));
        });
    }
}
