package org.chainrule.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A cause as a sentence; what several rows have in common is said once.
 *
 * @param name as {@link Cause#name()}
 * @param text without an end of line
 */
public record CauseText(String name, String text) {
    /**
     * The causes of an explanation, in their order.
     *
     * @param explanation what is explained
     * @param names       what rows are called
     * @return one sentence for each cause, or for each that several rows or members share
     */
    public static List<CauseText> list(WeightExplanation explanation, UnitNames names) {
        Map<Object, List<Cause>> alike = new LinkedHashMap<>();
        for (Cause cause : explanation.causes()) {
            String key = Shared.of(cause).key();
            alike.computeIfAbsent(key.isEmpty() ? cause : cause.name() + " " + key, same -> new ArrayList<>())
                    .add(cause);
        }
        return alike.values().stream()
                .map(causes -> new CauseText(causes.get(0).name(), text(causes, explanation, names)))
                .toList();
    }

    private static String text(List<Cause> causes, WeightExplanation explanation, UnitNames names) {
        Cause first = causes.get(0);
        boolean severalChains = explanation.chains().size() > 1;
        if (!severalChains || (causes.size() == 1 && !(first instanceof Cause.DeadUnit))) {
            return first.sentence(names);
        }
        Shared shared = Shared.of(first);
        return shared.what() + " " + where(causes.size(), explanation) + ": " + shared.why();
    }

    /** Causes are looked for in the chains that are listed. */
    private static String where(int causes, WeightExplanation explanation) {
        int listed = explanation.chains().size();
        boolean members = explanation.chainCount() > explanation.rows();
        boolean more = explanation.chainCount() > listed;
        String of = causes == listed ? "all " : causes + (more ? " of the " : " of ");
        return "on " + of + listed + (members ? " chains" : " rows") + (more ? " listed" : "");
    }

    /** What rows can share: the key that says of what, and the two halves of a sentence; an empty key for all that is said by itself. */
    private record Shared(String key, String what, String why) {
        static Shared of(Cause cause) {
            if (cause instanceof Cause.DeadUnit off) {
                String symbol = off.unit().symbol();
                return new Shared(symbol, "the unit is off", symbol + " lies where phi' = 0");
            } else if (cause instanceof Cause.Saturation saturation) {
                String symbol = saturation.unit().symbol();
                return new Shared(symbol, "the unit is saturated", "phi'(" + symbol + ") is near 0");
            } else if (cause instanceof Cause.ZeroInput input) {
                return new Shared(input.symbol(), "the input is zero", input.symbol() + " = 0");
            } else if (cause instanceof Cause.DroppedByMask dropped) {
                String symbol = dropped.unit().symbol();
                return new Shared(symbol, "dropout removed " + symbol, "the mask of this step is 0 there");
            } else if (cause instanceof Cause.ZeroOutputDelta) {
                return new Shared("delta(L)", "the cost asks for nothing", "delta(L) = 0");
            }
            return new Shared("", "", "");
        }
    }
}
