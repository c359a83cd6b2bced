package org.chainrule.studio.run;

import java.util.List;
import java.util.Map;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * When a unit died: it is dead if h = 0 on every probe row. Goes back over the checkpoints to the last one where it lived, and takes the steps from there again,
 * on a training of its own, so that the run stays where it is.
 */
final class DeathSearch {
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private final Subject subject;
    private final List<Edit> edits;
    private final List<Checkpoint> checkpoints;
    private final ReferenceEngine engine;
    private final DenseLayer layer;
    private final int unit;
    private final Rows probe;

    /**
     * A search.
     *
     * @param checkpoints up to the present step
     */
    DeathSearch(Subject subject, List<Edit> edits, List<Checkpoint> checkpoints, int layer, int unit) {
        this.subject = subject;
        this.edits = edits;
        this.checkpoints = checkpoints;
        this.engine = new ReferenceEngine(
                subject.problem().network(), subject.problem().likelihood());
        this.layer = hidden(DenseLayer.of(engine.plan()), layer, unit);
        this.unit = unit;
        this.probe = LayerTrees.probe(subject, engine.plan().layout().size());
    }

    /** A layer with an activation, and a unit of it. */
    static DenseLayer hidden(List<DenseLayer> layers, int layer, int unit) {
        List<DenseLayer> hidden =
                layers.stream().filter(each -> each.activation() != null).toList();
        DenseLayer found = hidden.stream()
                .filter(each -> each.layer() == layer)
                .findFirst()
                .orElseThrow(() -> UserException.usage("expected a hidden layer"
                        + (hidden.isEmpty() ? ", the network has none" : " from 1 to " + hidden.size()) + "; found "
                        + layer));
        if (unit < 0 || unit >= found.units()) {
            throw UserException.usage("layer " + layer + " has units from 0 to " + (found.units() - 1) + ", found "
                    + unit + "; choose one of them");
        }
        return found;
    }

    private boolean dead(Snapshot at) {
        double[] h = engine.forward(at.parameters(), at.statistics(), probe.x(), probe.rows(), Mode.PREDICTION)
                .values(layer.hBuffer());
        return layer.canDie() && DenseLayer.silent(h, layer.units(), unit);
    }

    private boolean dead(Checkpoint checkpoint) {
        return dead(Snapshot.of(subject, checkpoint.network(), checkpoint.step(), null));
    }

    /** The answer, for the run as it stands. */
    Map<String, @Nullable Object> answer(Snapshot now) {
        String name = "unit " + unit + " of layer " + layer.layer();
        if (!layer.canDie()) {
            return tree(false, null, null, now.step(), now.step(), name + " is not behind relu, so it cannot die");
        }
        if (!dead(now)) {
            return tree(false, null, null, now.step(), now.step(), name + " is alive: h > 0 on at least one probe row");
        }
        int alive = checkpoints.size() - 1;
        while (alive >= 0 && dead(checkpoints.get(alive))) {
            alive--;
        }
        if (alive < 0) {
            return tree(true, null, null, 0, now.step(), name + " was dead at every step that was kept");
        }
        long from = checkpoints.get(alive).step();
        long to = alive + 1 < checkpoints.size() ? checkpoints.get(alive + 1).step() : now.step();
        return replay(name, checkpoints.get(alive), from, to);
    }

    private Map<String, @Nullable Object> replay(String name, Checkpoint alive, long from, long to) {
        long lastAlive = from;
        long limit = System.nanoTime() + LIMIT_NANOS;
        try (Course course = new Course(subject, edits, alive)) {
            while (course.step() < to) {
                course.advance();
                if (!dead(course.snapshot(false))) {
                    lastAlive = course.step();
                }
                if (System.nanoTime() - limit > 0) {
                    return tree(
                            true,
                            lastAlive,
                            null,
                            from,
                            course.step(),
                            name + " died between step " + lastAlive + " and step " + to
                                    + "; the search took too long to say when");
                }
            }
        }
        long died = lastAlive + 1;
        boolean edited = edits.stream().anyMatch(edit -> edit.step() == died);
        return tree(
                true,
                lastAlive,
                died,
                from,
                to,
                name + " was last alive at step " + lastAlive + " and has h = 0 on all " + probe.rows()
                        + " probe rows from step " + died + " on"
                        + (edited ? ", where a weight was changed by hand" : ""));
    }

    private static Map<String, @Nullable Object> tree(
            boolean dead, @Nullable Long lastAlive, @Nullable Long died, long from, long to, String text) {
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("dead", dead);
        tree.put("lastAlive", lastAlive);
        tree.put("died", died);
        tree.put("searched", List.of(from, to));
        tree.put("text", text);
        return tree;
    }
}
