package org.chainrule.studio.problem;

import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.train.TrainingConfiguration;

/**
 * The user's own model.
 *
 * @param name   what it is called on the page
 * @param data   what its table is called there
 * @param opened its weights, with the table
 */
public record GivenModel(String name, String data, OpenedModel opened) {
    /**
     * What can be done with it.
     *
     * @return one or two sentences
     */
    public String text() {
        String obstacle = opened.obstacle();
        if (obstacle != null) {
            return "The model can only be looked at, its training does not go on here: " + obstacle + ".";
        }
        TrainingConfiguration configuration = opened.prepared().configuration();
        long step = opened.checkpoint().step();
        String where = "The model stands at step " + step + ", behind epoch " + opened.epoch() + " of "
                + configuration.epochs() + ". ";
        boolean done = step == opened.totalSteps();
        return where
                + (done
                        ? "All its epochs were taken, and its rates ran over them, so no step follows."
                        : "Play goes on with the steps of its training.");
    }
}
