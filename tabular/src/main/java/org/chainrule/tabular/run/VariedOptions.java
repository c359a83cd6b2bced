package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.tabular.recipe.Recipe;
import org.chainrule.tabular.recipe.Variation;
import org.jspecify.annotations.Nullable;

/** The options of one network of a search: what the user asked for, then what its variation changes, then the preset. */
final class VariedOptions {
    private VariedOptions() {}

    static TrainOptions of(TrainOptions options, SearchData.How how, Recipe recipe) {
        Variation variation = how.variation();
        Double rate = variation.learningRateFactor() == 1
                ? null
                : Double.valueOf(recipe.rates().learningRate() * variation.learningRateFactor());
        int epochs = options.epochs() == null ? recipe.passes().epochs() : options.epochs();
        Double seconds = how.seconds();
        return options.toBuilder()
                .doctor(false)
                .hiddenLayers(or(options.hiddenLayers(), variation.hiddenLayers()))
                .dropout(or(options.dropout(), variation.dropout()))
                .learningRate(or(options.learningRate(), rate))
                .weightDecay(or(options.weightDecay(), options.optimizer() == null ? variation.weightDecay() : null))
                .labelSmoothing(
                        or(options.labelSmoothing(), options.likelihood() == null ? variation.labelSmoothing() : null))
                .batchSize(or(options.batchSize(), variation.batchSize()))
                .epochs((int) Math.max(1, Math.ceil(how.share() * epochs)))
                .timeLimit(seconds == null ? null : TimeBudget.duration(seconds))
                .seed(how.seed())
                .threads(how.threads())
                .build();
    }

    /** What differs from the preset when a variation is trained: what the user asked for stands in its place. */
    static Map<String, String> changes(TrainOptions options, Variation variation) {
        Double rate = options.learningRate();
        Variation used = new Variation(
                variation.preset(),
                or(options.hiddenLayers(), variation.hiddenLayers()),
                or(options.dropout(), variation.dropout()),
                rate == null ? variation.learningRateFactor() : 1,
                or(options.weightDecay(), options.optimizer() == null ? variation.weightDecay() : null),
                or(options.labelSmoothing(), options.likelihood() == null ? variation.labelSmoothing() : null),
                or(options.batchSize(), variation.batchSize()));
        Map<String, String> changes = new LinkedHashMap<>(used.changes());
        if (rate != null) {
            changes.put("learningRate", String.valueOf(rate));
        }
        return changes;
    }

    /** The preset and what differs from it. */
    static String name(TrainOptions options, Variation variation) {
        return Variation.name(variation.preset(), changes(options, variation));
    }

    private static <T> @Nullable T or(@Nullable T asked, @Nullable T otherwise) {
        return asked == null ? otherwise : asked;
    }
}
