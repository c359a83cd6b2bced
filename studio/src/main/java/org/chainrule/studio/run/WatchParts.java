package org.chainrule.studio.run;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of the frames of a training that is watched, of whatever network the weights belong to; on any thread. */
final class WatchParts {
    private volatile @Nullable LayerTrees layers;
    private volatile @Nullable Outcome outcome;

    /** Says what is trained. */
    void subject(Subject given) {
        LayerTrees made = LayerTrees.of(given);
        outcome = new Outcome(given, made.parameters());
        layers = made;
    }

    /** The {@code layers} of a frame; without rows, of the weights alone. */
    List<Map<String, @Nullable Object>> layers(Snapshot at) {
        LayerTrees known = layers;
        return known != null && at.given() != null
                ? known.of(at)
                : new LayerTrees(at.network().network(), at.network().likelihood(), null).of(at);
    }

    /** The {@code outcome} of a frame; null without rows. */
    @Nullable
    Object outcome(Snapshot at) {
        Outcome known = outcome;
        return known != null && at.given() != null ? known.of(at) : null;
    }
}
