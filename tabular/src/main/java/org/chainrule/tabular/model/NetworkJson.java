package org.chainrule.tabular.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Initializer;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Network;
import org.chainrule.network.Residual;

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
        } else if (layer instanceof Activate activate) {
            json.put("type", "activate");
            json.put("activation", activate.activation().kind().name());
            json.put("alpha", activate.activation().alpha());
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
            throw new IllegalStateException("no text form for the layer " + layer);
        }
        return json;
    }

    static Layer layer(Fields fields) {
        String type = fields.text("type");
        return fields.checked(() -> switch (type) {
            case "dense" ->
                new Dense(
                        fields.integer("units"),
                        fields.flag("bias"),
                        fields.constant("initializer", Initializer.values()));
            case "activate" ->
                new Activate(new Activation(
                        fields.constant("activation", Activation.Kind.values()), fields.number("alpha")));
            case "dropout" -> new Dropout(fields.number("rate"));
            case "batchNormalization" -> new BatchNormalization(fields.number("momentum"), fields.number("epsilon"));
            case "layerNormalization" -> new LayerNormalization(fields.number("epsilon"));
            case "residual" -> new Residual(List.copyOf(fields.objects("body", NetworkJson::layer)));
            default ->
                throw fields.refused("unknown layer " + Shown.name(type)
                        + " (expected dense, activate, dropout, batchNormalization, layerNormalization or residual)");
        });
    }
}
