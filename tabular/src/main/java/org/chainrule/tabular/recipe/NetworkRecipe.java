package org.chainrule.tabular.recipe;

import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.network.Activation;

/**
 * What a recipe says about the network.
 *
 * @param style        how layers are built
 * @param numeric      how quantities are embedded
 * @param lookupWidth  width of the embeddings of category codes
 * @param frontScale   whether a trainable scale stands in front of the first hidden layer
 * @param members      members of an {@code ENSEMBLE}; 1 for the other styles
 * @param hiddenLayers widths of the hidden layers
 * @param activations  activations of the hidden layers: one a layer, or one for all of them
 * @param parametric   whether each hidden unit may mix its activation with the identity
 * @param dropout      dropout rate after each hidden layer
 */
public record NetworkRecipe(
        Style style,
        NumericEmbedding numeric,
        int lookupWidth,
        boolean frontScale,
        int members,
        List<Integer> hiddenLayers,
        List<Activation> activations,
        boolean parametric,
        double dropout) {
    /** How layers are built. */
    public enum Style {
        /** Ordinary dense layers, drawn to suit the activation. */
        PERCEPTRON,
        /** Dense layers in NTK parametrisation whose weights and biases start by the data. */
        NTK_DATA_DRIVEN,
        /** Dense layers in NTK parametrisation, drawn from N(0, 1), the last from 0 on. */
        NTK_NORMAL,
        /** An ensemble that shares its weights, with a head for each member. */
        ENSEMBLE
    }

    /** Copies the lists. */
    public NetworkRecipe {
        hiddenLayers = List.copyOf(hiddenLayers);
        activations = List.copyOf(activations);
        if (activations.size() != 1 && activations.size() != hiddenLayers.size()) {
            throw new IllegalArgumentException("expected one activation for all hidden layers, or one for each of "
                    + hiddenLayers.size() + "; found " + activations.size() + ": "
                    + activations.stream().map(Activation::spec).collect(Collectors.joining(","))
                    + "; change the activations or the widths");
        }
    }

    /**
     * The activation of a hidden layer.
     *
     * @param layer from 0
     * @return phi
     */
    public Activation activation(int layer) {
        return activations.get(activations.size() == 1 ? 0 : layer);
    }

    /**
     * A multilayer perceptron.
     *
     * @param hiddenLayers widths of the hidden layers
     * @param activation   of the hidden layers
     * @param dropout      rate after each hidden layer
     * @return the recipe
     */
    public static NetworkRecipe perceptron(List<Integer> hiddenLayers, Activation activation, double dropout) {
        return new NetworkRecipe(
                Style.PERCEPTRON,
                NumericEmbedding.NONE,
                8,
                false,
                1,
                hiddenLayers,
                List.of(activation),
                false,
                dropout);
    }

    /**
     * The same recipe with other hidden layers.
     *
     * @param widths      of the hidden layers
     * @param phi         their activations, one a layer or one for all of them
     * @param dropoutRate after each of them
     * @return a copy
     */
    public NetworkRecipe withHidden(List<Integer> widths, List<Activation> phi, double dropoutRate) {
        return new NetworkRecipe(
                style, numeric, lookupWidth, frontScale, members, widths, phi, parametric, dropoutRate);
    }

    /**
     * The same recipe with other members.
     *
     * @param count members of the ensemble
     * @return a copy
     */
    public NetworkRecipe withMembers(int count) {
        return new NetworkRecipe(
                style, numeric, lookupWidth, frontScale, count, hiddenLayers, activations, parametric, dropout);
    }

    /**
     * The same recipe with another embedding of quantities.
     *
     * @param embedding of quantities
     * @return a copy
     */
    public NetworkRecipe withNumeric(NumericEmbedding embedding) {
        return new NetworkRecipe(
                style, embedding, lookupWidth, frontScale, members, hiddenLayers, activations, parametric, dropout);
    }
}
