package org.chainrule.cli;

import java.util.Locale;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.Started;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.chainrule.train.TrainingListener;

/** Progress where there is no terminal: one plain line an epoch, and in long epochs a line now and then, the first within a moment. */
final class EpochLines implements TrainingListener {
    private static final long FIRST_NANOS = 300_000_000L;
    private static final long NEXT_NANOS = 10_000_000_000L;

    private final Console console;
    private final String metric;
    private Started started = new Started(0, 0, 0, 0, 0, 0);
    private long quietUntil;

    EpochLines(Console console, String metric) {
        this.console = console;
        this.metric = metric;
    }

    @Override
    public boolean hearsSteps() {
        return true;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof Started begin) {
            started = begin;
            quietUntil = System.nanoTime() + FIRST_NANOS;
        } else if (event instanceof StepFinished step && System.nanoTime() - quietUntil > 0) {
            quietUntil = System.nanoTime() + NEXT_NANOS;
            console.say(String.format(
                    Locale.ROOT,
                    "epoch %d/%d  step %d/%d  loss %s",
                    step.epoch(),
                    started.epochs(),
                    step.step(),
                    started.stepsPerEpoch(),
                    Figures.brief(step.loss())));
        } else if (event instanceof EpochFinished epoch) {
            quietUntil = System.nanoTime() + NEXT_NANOS;
            console.say("epoch " + epoch.epoch() + "/" + started.epochs() + "  " + figures(epoch, metric) + "  "
                    + Figures.count(epoch.rowsPerSecond()) + " rows/s  " + left(epoch) + " left"
                    + (epoch.best() ? "  *" : ""));
        }
    }

    private String left(EpochFinished epoch) {
        double perEpoch = epoch.elapsed().toNanos() / 1e9 / epoch.epoch();
        return Figures.time(perEpoch * (started.epochs() - epoch.epoch()));
    }

    /** Losses, and the watched metric unless it is the loss itself. */
    static String figures(EpochFinished epoch, String metric) {
        String text = "loss " + Figures.brief(epoch.trainingLoss());
        if (!Double.isNaN(epoch.validationLoss())) {
            text += "  validation " + Figures.brief(epoch.validationLoss());
        }
        boolean same = Figures.brief(epoch.validationMetric()).equals(Figures.brief(epoch.validationLoss()));
        return Double.isNaN(epoch.validationMetric()) || same
                ? text
                : text + "  " + metric + " " + Figures.brief(epoch.validationMetric());
    }
}
