package org.chainrule.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.Residual;

/** Counts what random problems consisted of, so that a test can assert that nothing was forgotten. */
public final class Coverage {
    /** Every kind of layer, in each of its modes. */
    public static final Set<String> LAYERS = Set.of(
            "dense with bias",
            "dense without bias",
            "activate",
            "dropout in training",
            "dropout in prediction",
            "batch normalization in training",
            "batch normalization in prediction",
            "layer normalization",
            "residual",
            "residual in residual");

    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * Counts a problem: every triple of a kind of layer, an activation and the likelihood that occur in it.
     *
     * @param problem what was tested
     */
    public void count(RandomProblem problem) {
        Set<String> layers = new TreeSet<>();
        Set<String> activations = new TreeSet<>();
        collect(problem.network().layers(), problem.mode().training(), layers, activations);
        for (String layer : layers) {
            for (String activation : activations) {
                counts.merge(key(layer, activation, problem.likelihood().spec()), 1, Integer::sum);
            }
        }
    }

    private static String key(String layer, String activation, String likelihood) {
        return layer + " x " + activation + " x " + likelihood;
    }

    /**
     * Adds what a network consists of.
     *
     * @param all         its layers
     * @param training    whether it is trained
     * @param layers      kinds of layers as in {@link #LAYERS}, added to
     * @param activations specs of activations, added to
     */
    public static void collect(List<Layer> all, boolean training, Set<String> layers, Set<String> activations) {
        collect(all, training, false, layers, activations);
    }

    private static void collect(
            List<Layer> all, boolean training, boolean inside, Set<String> layers, Set<String> activations) {
        String mode = training ? " in training" : " in prediction";
        for (Layer layer : all) {
            if (layer instanceof Dense dense) {
                layers.add(dense.bias() ? "dense with bias" : "dense without bias");
            } else if (layer instanceof Activate activate) {
                layers.add("activate");
                activations.add(activate.activation().spec());
            } else if (layer instanceof Dropout) {
                layers.add("dropout" + mode);
            } else if (layer instanceof BatchNormalization) {
                layers.add("batch normalization" + mode);
            } else if (layer instanceof LayerNormalization) {
                layers.add("layer normalization");
            } else if (layer instanceof Residual residual) {
                layers.add(inside ? "residual in residual" : "residual");
                collect(residual.body(), training, true, layers, activations);
            }
        }
    }

    /**
     * Every triple that did not occur.
     *
     * @return such as {@code residual x gelu x poisson}
     */
    public Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (String layer : LAYERS) {
            for (Activation activation : RandomProblem.ACTIVATIONS) {
                for (var likelihood : RandomProblem.LIKELIHOODS) {
                    String key = key(layer, activation.spec(), likelihood.spec());
                    if (!counts.containsKey(key)) {
                        missing.add(key);
                    }
                }
            }
        }
        return missing;
    }
}
