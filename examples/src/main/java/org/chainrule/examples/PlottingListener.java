package org.chainrule.examples;

import java.io.PrintStream;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.Finished;
import org.chainrule.train.TrainingListener;

/** Draws the learning curve as text: one bar an epoch, as long as the training cost is large, relative to the first epoch. */
public final class PlottingListener implements TrainingListener {
    private static final int COLUMNS = 50;
    private final PrintStream out;
    private double first = Double.NaN;

    /**
     * A listener for one training.
     *
     * @param out where to draw
     */
    public PlottingListener(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        ArraysExample.train(20, new PlottingListener(System.out));
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof EpochFinished epoch) {
            if (Double.isNaN(first)) {
                first = epoch.trainingLoss();
            }
            out.printf("%4d %8.5f %s%n", epoch.epoch(), epoch.trainingLoss(), bar(epoch.trainingLoss() / first));
        } else if (event instanceof Finished finished) {
            out.println("best epoch " + finished.bestEpoch() + ", " + finished.reason());
        }
    }

    private static String bar(double share) {
        return "#".repeat((int) Math.round(COLUMNS * Math.min(1, Math.max(0, share))));
    }
}
