package org.chainrule.cli;

import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Shows how the training goes: a bar on a terminal, lines elsewhere. */
final class Progress implements TrainingListener, AutoCloseable {
    private final Console console;
    private @Nullable TrainingListener shown;

    Progress(Console console) {
        this.console = console;
    }

    /**
     * Says what will be shown beside the losses.
     *
     * @param metric name of the watched metric
     */
    void watch(String metric) {
        shown = console.terminal() ? new EpochBar(console, metric) : new EpochLines(console, metric);
    }

    @Override
    public boolean hearsSteps() {
        return true;
    }

    @Override
    public void on(TrainingEvent event) {
        if (shown != null) {
            shown.on(event);
        }
    }

    @Override
    public void close() {
        if (shown instanceof EpochBar bar) {
            bar.close();
        }
    }
}
