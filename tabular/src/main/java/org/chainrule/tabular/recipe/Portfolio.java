package org.chainrule.tabular.recipe;

import java.util.List;
import org.chainrule.tabular.schema.Task;

/**
 * The configurations that the preset {@code best} tries, in this order. The first of the list should be good alone, the others should err elsewhere: other
 * families before other settings of a family. docs/design-notes.md says how they were chosen.
 */
public final class Portfolio {
    /** One quick network, so that any time limit gives a model. */
    public static final Variation QUICK = Variation.of("fast");

    /** How often the list is gone through, with other seeds each time. */
    public static final int ROUNDS = 2;

    private Portfolio() {}

    /**
     * What is tried after {@link #QUICK}.
     *
     * @param task what is asked
     * @return presets and variations
     */
    public static List<Variation> of(Task task) {
        Variation usual = Variation.of("default");
        Variation real = Variation.of("realmlp");
        return task == Task.REGRESSION
                ? List.of(
                        usual,
                        usual.withHidden(384, 384, 384).withDropout(0.2),
                        real,
                        usual.withHidden(256, 256, 256, 256).withDropout(0.05),
                        usual.withHidden(512, 512).withDropout(0.1).withLearningRate(0.5),
                        Variation.of("tabm"))
                : List.of(
                        usual,
                        usual.withHidden(384, 384, 384).withDropout(0.3),
                        real,
                        usual.withHidden(256, 256).withDropout(0.1),
                        real.withHidden(384, 384).withDropout(0.3).withLabelSmoothing(0),
                        Variation.of("tabm"));
    }
}
