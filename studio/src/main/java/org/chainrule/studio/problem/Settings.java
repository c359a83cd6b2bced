package org.chainrule.studio.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.train.Precision;

/**
 * Everything that a run depends on, as the page says it. Equal settings on equal data give the same bits. {@link SettingsReader} reads and checks them;
 * {@link Problems#problem} turns them into a training.
 *
 * @param problem      name of the problem
 * @param noise        of drawn problems, 0 to 0.5
 * @param points       of drawn problems
 * @param trainShare   share of the rows that train; the rest validates
 * @param dataSeed     draws the points
 * @param features     of drawn problems: which inputs the network has
 * @param layers       the hidden layers, may be empty
 * @param dropout      rate behind each hidden layer
 * @param likelihood   as on the command line, or {@code auto}
 * @param optimizer    as on the command line
 * @param learningRate mu
 * @param schedule     as on the command line
 * @param l1           penalty on abs(w)
 * @param l2           penalty on w^2 / 2
 * @param weightDecay  decoupled decay
 * @param clipNorm     bound on the gradient's norm, 0 for none
 * @param batchSize    rows of a step
 * @param epochs       at which the run ends
 * @param seed         draws weights, order and split
 * @param precision    engine
 */
public record Settings(
        String problem,
        double noise,
        int points,
        double trainShare,
        long dataSeed,
        List<String> features,
        List<HiddenLayer> layers,
        double dropout,
        String likelihood,
        String optimizer,
        double learningRate,
        String schedule,
        double l1,
        double l2,
        double weightDecay,
        double clipNorm,
        int batchSize,
        int epochs,
        long seed,
        Precision precision) {
    /** The likelihood that the task decides. */
    public static final String AUTO = "auto";

    /** Copies the lists. */
    public Settings {
        features = List.copyOf(features);
        layers = List.copyOf(layers);
    }

    /** The same for another problem. */
    Settings with(String other) {
        return new Settings(
                other,
                noise,
                points,
                trainShare,
                dataSeed,
                features,
                layers,
                dropout,
                likelihood,
                optimizer,
                learningRate,
                schedule,
                l1,
                l2,
                weightDecay,
                clipNorm,
                batchSize,
                epochs,
                seed,
                precision);
    }

    /**
     * All settings by name, as JSON has them; {@link SettingsReader} reads them back to an equal value.
     *
     * @return a new map, in the order of the documents
     */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("problem", problem);
        tree.put("noise", noise);
        tree.put("points", points);
        tree.put("trainShare", trainShare);
        tree.put("dataSeed", dataSeed);
        tree.put("features", String.join(",", features));
        tree.put("layers", layers.stream().map(HiddenLayer::toString).collect(Collectors.joining(",")));
        tree.put("dropout", dropout);
        tree.put("likelihood", likelihood);
        tree.put("optimizer", optimizer);
        tree.put("learningRate", learningRate);
        tree.put("schedule", schedule);
        tree.put("l1", l1);
        tree.put("l2", l2);
        tree.put("weightDecay", weightDecay);
        tree.put("clipNorm", clipNorm);
        tree.put("batchSize", batchSize);
        tree.put("epochs", epochs);
        tree.put("seed", seed);
        tree.put("precision", precision.name().toLowerCase(Locale.ROOT));
        return tree;
    }
}
