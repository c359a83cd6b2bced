package org.chainrule.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A feedforward network as a value: the width of x = h(0) and the layers up to z(L). What happens after z(L), the output activation o(.) and the
 * cost, belongs to the likelihood.
 *
 * @param inputs n(0), the width of x
 * @param layers the layers, in order
 */
public record Network(int inputs, List<Layer> layers) {
    /** Checks that every layer can follow the one before it. */
    public Network {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one layer, found none");
        }
        if (inputs < 1) {
            throw new IllegalArgumentException("a network needs at least 1 input, found " + inputs);
        }
        width(inputs, layers);
        members(1, layers);
        if (layers.stream().skip(layers.get(0) instanceof Embed ? 1 : 0).anyMatch(Network::embeds)) {
            throw new IllegalArgumentException(
                    "an embedding reads the network's inputs, so it can only be the first layer");
        }
    }

    /**
     * A network of the given layers.
     *
     * @param inputs n(0)
     * @param layers the layers, in order
     * @return the network
     */
    public static Network of(int inputs, Layer... layers) {
        return new Network(inputs, List.of(layers));
    }

    /**
     * The usual multilayer perceptron: for each hidden width a dense layer, the activation and, if the rate is positive, dropout; then a dense layer
     * of the output width. Hidden weights are drawn to suit the activation, output weights by LeCun's rule.
     *
     * @param inputs       n(0)
     * @param hiddenLayers widths of the hidden layers, may be empty
     * @param activation   phi of the hidden layers
     * @param dropout      dropout rate after each hidden layer, 0 for none
     * @param outputs      n(L)
     * @return the network
     */
    public static Network perceptron(
            int inputs, List<Integer> hiddenLayers, Activation activation, double dropout, int outputs) {
        return perceptron(inputs, hiddenLayers, layer -> activation, dropout, outputs);
    }

    /**
     * The same with an activation for each layer.
     *
     * @param inputs       n(0)
     * @param hiddenLayers widths of the hidden layers, may be empty
     * @param activation   from a hidden layer, counted from 0, to its phi
     * @param dropout      dropout rate after each hidden layer, 0 for none
     * @param outputs      n(L)
     * @return the network
     */
    public static Network perceptron(
            int inputs, List<Integer> hiddenLayers, IntFunction<Activation> activation, double dropout, int outputs) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < hiddenLayers.size(); l++) {
            Activation phi = activation.apply(l);
            layers.add(new Dense(hiddenLayers.get(l), true, phi.initializer()));
            layers.add(new Activate(phi));
            if (dropout > 0) {
                layers.add(new Dropout(dropout));
            }
        }
        layers.add(new Dense(outputs, true, Initializer.LECUN_NORMAL));
        return new Network(inputs, layers);
    }

    private static int width(int inputs, List<Layer> layers) {
        int width = inputs;
        for (Layer layer : layers) {
            width = layer.outputs(width);
        }
        return width;
    }

    private static boolean embeds(Layer layer) {
        return layer instanceof Embed
                || (layer instanceof Residual residual
                        && residual.body().stream().anyMatch(Network::embeds));
    }

    private static int members(int before, List<Layer> layers) {
        int members = before;
        for (Layer layer : layers) {
            if (layer instanceof Residual residual && members(members, residual.body()) != members) {
                throw new IllegalArgumentException("a residual block cannot change the number of members");
            }
            if (layer instanceof BatchNormalization && members > 1) {
                throw new IllegalArgumentException(
                        "batch normalisation cannot stand within an ensemble; use layer normalisation");
            }
            members = layer.members(members);
        }
        return members;
    }

    /**
     * The members of the ensemble that this network is, see {@link BatchEnsemble}: the cost is the mean of theirs, a prediction the mean of their outputs.
     *
     * @return 1 for an ordinary network
     */
    public int members() {
        return members(1, layers);
    }

    /**
     * The width of z(L), of each member.
     *
     * @return n(L)
     */
    public int outputs() {
        return width(inputs, layers);
    }
}
