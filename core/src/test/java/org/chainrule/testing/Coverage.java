package org.chainrule.testing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.BatchNormalization;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embed;
import org.chainrule.network.Embedding;
import org.chainrule.network.Layer;
import org.chainrule.network.LayerNormalization;
import org.chainrule.network.ParametricActivate;
import org.chainrule.network.Residual;
import org.chainrule.network.Scale;
import org.chainrule.network.SeparateHeads;

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

    /** Every kind of layer of the recipes. */
    public static final Set<String> RECIPE_LAYERS = Set.of(
            "NTK with bias",
            "NTK without bias",
            "scale",
            "scale of members",
            "parametric activate",
            "parametric activate of members",
            "embed",
            "passed",
            "periodic with phase",
            "periodic with sines",
            "periodic, shared",
            "periodic, own",
            "periodic, relu",
            "piecewise linear",
            "lookup",
            "batch ensemble from one",
            "batch ensemble of members",
            "separate heads",
            "dense of members",
            "layer normalization of members",
            "residual of members",
            "dropout of members in training");

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
        recipes(problem.network().layers(), 1, problem.mode().training(), layers, activations);
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
            if (layer instanceof Dense dense && dense.parametrization() == Dense.Parametrization.STANDARD) {
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

    private static void recipes(
            List<Layer> all, int before, boolean training, Set<String> kinds, Set<String> activations) {
        int members = before;
        for (Layer layer : all) {
            String many = members > 1 ? " of members" : "";
            if (layer instanceof Dense dense) {
                boolean ntk = dense.parametrization() == Dense.Parametrization.NTK;
                kinds.add((ntk ? "NTK" : "dense") + (dense.bias() ? " with bias" : " without bias"));
                kinds.add("dense" + many);
            } else if (layer instanceof Scale) {
                kinds.add("scale" + many);
            } else if (layer instanceof ParametricActivate parametric) {
                kinds.add("parametric activate" + many);
                activations.add(parametric.activation().spec());
            } else if (layer instanceof Embed embed) {
                kinds.add("embed");
                embed.parts().forEach(part -> part(part, kinds));
            } else if (layer instanceof BatchEnsemble) {
                kinds.add("batch ensemble" + (members > 1 ? many : " from one"));
            } else if (layer instanceof SeparateHeads) {
                kinds.add("separate heads");
            } else if (layer instanceof LayerNormalization) {
                kinds.add("layer normalization" + many);
            } else if (layer instanceof Dropout) {
                kinds.add("dropout" + many + (training ? " in training" : ""));
            } else if (layer instanceof Residual residual) {
                kinds.add("residual" + many);
                recipes(residual.body(), members, training, kinds, activations);
            }
            members = layer.members(members);
        }
    }

    private static void part(Embedding part, Set<String> kinds) {
        if (part instanceof Embedding.Periodic periodic) {
            kinds.add(periodic.phase() ? "periodic with phase" : "periodic with sines");
            kinds.add(periodic.shared() ? "periodic, shared" : "periodic, own");
            kinds.add(periodic.relu() ? "periodic, relu" : "periodic, linear");
        } else {
            kinds.add(
                    part instanceof Embedding.Lookup
                            ? "lookup"
                            : part instanceof Embedding.PiecewiseLinear ? "piecewise linear" : "passed");
        }
    }

    /**
     * Every triple that did not occur.
     *
     * @return such as {@code residual x gelu x poisson}
     */
    public Set<String> missing() {
        return missing(LAYERS);
    }

    /**
     * Every triple of some kinds of layers that did not occur.
     *
     * @param kinds {@link #LAYERS} or {@link #RECIPE_LAYERS}
     * @return such as {@code residual x gelu x poisson}
     */
    public Set<String> missing(Set<String> kinds) {
        Set<String> missing = new TreeSet<>();
        for (String layer : kinds) {
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
