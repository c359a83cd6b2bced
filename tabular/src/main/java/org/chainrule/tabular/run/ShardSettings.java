package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;
import org.chainrule.train.Rounds;
import org.jspecify.annotations.Nullable;

/** How shards trained a network together, as the model file says it. */
final class ShardSettings {
    /** How many shards there were; absent if the rows were in one table. */
    private static final String SHARDS = "shards";

    /** How they trained together. */
    private static final String ROUNDS = "rounds";

    private ShardSettings() {}

    /** For the model file. */
    static Map<String, String> write(PartedRows cut) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(SHARDS, String.valueOf(cut.shards()));
        settings.put(ROUNDS, spec(cut.rounds()));
        return settings;
    }

    private static String spec(Rounds rounds) {
        if (rounds instanceof Rounds.LocalSteps local) {
            String steps = "steps=" + local.steps();
            List<String> settings = local.outerLearningRate() == 0
                    ? List.of(steps)
                    : List.of(
                            steps,
                            "outerLearningRate=" + Numbers.shortest(local.outerLearningRate()),
                            "outerMomentum=" + Numbers.shortest(local.outerMomentum()));
            return new Call("local-steps", settings).toString();
        }
        return rounds instanceof Rounds.FullBatch ? "full-batch" : "synchronous";
    }

    /** In words; null if the rows were in one table. */
    static @Nullable String words(Map<String, String> settings) {
        String shards = settings.get(SHARDS);
        return shards == null
                ? null
                : "it was trained on " + Display.text(shards) + (shards.equals("1") ? " shard" : " shards")
                        + " of a cluster (" + Display.text(settings.getOrDefault(ROUNDS, "unknown rounds")) + ")";
    }

    /** Refuses to train again on one table what was trained on shards: which rows are in which shard is for the cluster to say. */
    static void requireOneTable(Map<String, String> settings) {
        String shards = words(settings);
        if (shards != null) {
            throw UserException.data("the model cannot be reproduced from a file: " + shards
                    + ", which ordered and cut the rows; fit again on the cluster with the settings of the model file"
                    + " (chainrule inspect shows them), which gives the same weights");
        }
    }
}
