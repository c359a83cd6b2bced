package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.optim.Optimizer;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;
import org.chainrule.train.TrainingState;
import org.jspecify.annotations.Nullable;

/** Finds where a training goes on: at the newest state of the same training that is whole. */
final class TrainingStates {
    /** How many differences a message names. */
    private static final int MOST = 3;

    /**
     * Which training it is.
     *
     * @param name        within the store
     * @param fingerprint all that its steps depend on, by name
     * @param rule        its update rule
     */
    record Identity(String name, Map<String, String> fingerprint, Optimizer rule) {}

    /**
     * Where a training begins.
     *
     * @param state   what was kept; null begins anew
     * @param from    what it was read from
     * @param kept    all of this training, the newest first
     * @param warning what a person should know of it
     */
    record Start(
            @Nullable TrainingState state,
            @Nullable Generation from,
            List<Generation> kept,
            @Nullable String warning) {
        Start warned(String line) {
            return new Start(state, from, kept, line);
        }
    }

    private TrainingStates() {}

    static Start start(CheckpointStore store, Identity training) {
        List<Generation> kept = kept(store, training.name());
        List<String> unreadable = new ArrayList<>();
        for (Generation generation : kept) {
            CheckpointContents contents;
            try {
                contents = store.read(generation);
            } catch (UserException e) {
                unreadable.add(String.valueOf(e.getMessage()));
                continue;
            }
            requireSame(store, contents.fingerprint(), training.fingerprint());
            String warning = unreadable.isEmpty()
                    ? null
                    : "going on from the checkpoint before the last: " + String.join("; ", unreadable);
            return new Start(contents.state(), generation, kept, warning);
        }
        if (!unreadable.isEmpty()) {
            throw UserException.data("none of the checkpoints in " + store.where() + " can be read: "
                    + String.join("; ", unreadable) + "; delete them to begin anew");
        }
        return new Start(null, null, List.of(), null);
    }

    private static List<Generation> kept(CheckpointStore store, String name) {
        try {
            return store.all().stream().filter(one -> one.name().equals(name)).toList();
        } catch (IOException e) {
            return List.of(); // gone since it was opened: writing will say so
        }
    }

    private static void requireSame(CheckpointStore store, Map<String, String> before, Map<String, String> now) {
        List<String> different = new ArrayList<>();
        now.forEach((name, value) -> {
            String then = before.get(name);
            if (!value.equals(then)) {
                different.add(name
                        + (then == null
                                ? " is new"
                                : " was " + Display.text(then) + ", now it is " + Display.text(value)));
            }
        });
        before.keySet().stream()
                .filter(name -> !now.containsKey(name))
                .forEach(name -> different.add(name + " is gone"));
        if (!different.isEmpty()) {
            throw UserException.usage("the checkpoints in " + store.where() + " are of another training: "
                    + String.join("; ", different.subList(0, Math.min(MOST, different.size())))
                    + (different.size() > MOST ? "; and " + (different.size() - MOST) + " more" : "")
                    + "; take the data and options of then, or " + store.another());
        }
    }
}
