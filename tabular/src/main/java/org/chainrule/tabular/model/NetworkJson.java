package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dense.Parametrization;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;

/** Networks and layers as JSON: an object a layer, whose {@code type} comes from a closed list. */
final class NetworkJson {
    private NetworkJson() {}

    static Map<String, Object> write(Network network) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("inputs", network.inputs());
        json.put("layers", network.layers().stream().map(NetworkJson::write).toList());
        return json;
    }

    static Network read(Fields fields) {
        return fields.checked(
                () -> new Network(fields.integer("inputs"), fields.objects("layers", NetworkJson::layer)));
    }

    static Map<String, Object> write(Layer layer) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (layer instanceof Dense dense) {
            json.put("type", "dense");
            json.put("units", dense.units());
            json.put("bias", dense.bias());
            json.put("initializer", dense.initializer().name());
            if (dense.biasInitializer() != Initializer.ZEROS) {
                json.put("biasInitializer", dense.biasInitializer().name());
            }
            if (dense.parametrization() != Parametrization.STANDARD) {
                json.put("parametrization", dense.parametrization().name());
            }
        } else if (layer instanceof Activate activate) {
            json.put("type", "activate");
            write(activate.activation(), json);
        } else if (layer instanceof ParametricActivate activate) {
            json.put("type", "parametricActivate");
            write(activate.activation(), json);
        } else if (layer instanceof Dropout dropout) {
            json.put("type", "dropout");
            json.put("rate", dropout.rate());
        } else if (layer instanceof BatchNormalization batch) {
            json.put("type", "batchNormalization");
            json.put("momentum", batch.momentum());
            json.put("epsilon", batch.epsilon());
        } else if (layer instanceof LayerNormalization normalization) {
            json.put("type", "layerNormalization");
            json.put("epsilon", normalization.epsilon());
        } else if (layer instanceof Residual residual) {
            json.put("type", "residual");
            json.put("body", residual.body().stream().map(NetworkJson::write).toList());
        } else {
            writeRecipeLayer(layer, json);
        }
        return json;
    }

    private static void write(Activation activation, Map<String, Object> json) {
        json.put("activation", activation.kind().name());
        json.put("alpha", activation.alpha());
    }

    private static void writeRecipeLayer(Layer layer, Map<String, Object> json) {
        if (layer instanceof Scale) {
            json.put("type", "scale");
        } else if (layer instanceof Embed embed) {
            json.put("type", "embed");
            json.put("parts", embed.parts().stream().map(EmbeddingJson::write).toList());
        } else if (layer instanceof BatchEnsemble ensemble) {
            json.put("type", "batchEnsemble");
            json.put("units", ensemble.units());
            json.put("members", ensemble.members());
            json.put("adapter", ensemble.adapter().name());
            json.put("chunks", ensemble.chunks());
        } else if (layer instanceof SeparateHeads heads) {
            json.put("type", "separateHeads");
            json.put("units", heads.units());
            json.put("members", heads.members());
        } else {
            throw new IllegalStateException("no text form for the layer " + layer);
        }
    }

    static Layer layer(Fields fields) {
        String type = fields.text("type");
        return fields.checked(() -> switch (type) {
            case "dense" -> dense(fields);
            case "activate" -> new Activate(activation(fields));
            case "parametricActivate" -> new ParametricActivate(activation(fields));
            case "scale" -> new Scale();
            case "embed" -> new Embed(fields.objects("parts", EmbeddingJson::read));
            case "batchEnsemble" ->
                new BatchEnsemble(
                        fields.integer("units"),
                        fields.integer("members"),
                        fields.constant("adapter", BatchEnsemble.Adapter.values()),
                        fields.integers("chunks"));
            case "separateHeads" -> new SeparateHeads(fields.integer("units"), fields.integer("members"));
            case "dropout" -> new Dropout(fields.number("rate"));
            case "batchNormalization" -> new BatchNormalization(fields.number("momentum"), fields.number("epsilon"));
            case "layerNormalization" -> new LayerNormalization(fields.number("epsilon"));
            case "residual" -> new Residual(List.copyOf(fields.objects("body", NetworkJson::layer)));
            default ->
                throw fields.refused("unknown layer " + Shown.name(type)
                        + " (expected dense, activate, parametricActivate, dropout, batchNormalization, layerNormalization, residual,"
                        + " scale, embed, batchEnsemble or separateHeads)");
        });
    }

    /** Files of version 0.1.0 do not say how biases start and that the product is not scaled. */
    private static Dense dense(Fields fields) {
        return new Dense(
                fields.integer("units"),
                fields.flag("bias"),
                fields.constant("initializer", Initializer.values()),
                fields.has("biasInitializer")
                        ? fields.constant("biasInitializer", Initializer.values())
                        : Initializer.ZEROS,
                fields.has("parametrization")
                        ? fields.constant("parametrization", Parametrization.values())
                        : Parametrization.STANDARD);
    }

    private static Activation activation(Fields fields) {
        return new Activation(fields.constant("activation", Activation.Kind.values()), fields.number("alpha"));
    }
}
