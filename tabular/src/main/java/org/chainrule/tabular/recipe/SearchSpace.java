package org.chainrule.tabular.recipe;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.schema.Task;

/**
 * What the preset {@code tune} draws from. Draw i is a pure function of the seed and i, so trial i is always the same.
 */
public final class SearchSpace {
    /** Presets that are varied; a trial draws one of them. */
    private static final List<String> PRESETS = List.of("realmlp", "tabm", "default");

    /** Draws of one trial are this far apart from those of a network's own randomness. */
    private static final long STEP = 1L << 40;

    private SearchSpace() {}

    /**
     * Draws a configuration.
     *
     * @param task  what is asked
     * @param seed  the user's seed
     * @param trial from 0; the first ones are the presets as they are
     * @return the configuration
     */
    public static Variation draw(Task task, long seed, int trial) {
        if (trial < PRESETS.size()) {
            return Variation.of(PRESETS.get(trial));
        }
        CounterRandom random = CounterRandom.of(seed, CounterRandom.Stream.SAMPLE, STEP + trial);
        String preset = PRESETS.get(random.below(0, PRESETS.size()));
        int width = 64 * (4 + random.below(1, 5));
        int layers = 2 + random.below(2, 3);
        Variation drawn = Variation.of(preset)
                .withHidden(IntStream.range(0, layers).mapToObj(layer -> width).toArray(Integer[]::new))
                .withDropout(random.uniform(3) < 0.25 ? 0 : rounded(0.5 * random.uniform(4)))
                .withLearningRate(rounded(logUniform(random.uniform(5), 0.25, 2.5)))
                .withWeightDecay(random.uniform(6) < 0.25 ? 0 : rounded(logUniform(random.uniform(7), 1e-3, 0.3)));
        return task == Task.CLASSIFICATION
                ? drawn.withLabelSmoothing(random.uniform(8) < 0.5 ? 0 : rounded(0.1 * random.uniform(9)))
                : drawn;
    }

    private static double logUniform(double uniform, double least, double most) {
        return least * StrictMath.pow(most / least, uniform);
    }

    /** Three digits are enough, and are read more easily. */
    private static double rounded(double value) {
        return new java.math.BigDecimal(value)
                .round(new java.math.MathContext(3))
                .doubleValue();
    }
}
