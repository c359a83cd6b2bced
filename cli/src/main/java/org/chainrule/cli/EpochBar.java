package org.chainrule.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.Finished;
import org.chainrule.train.TrainingEvent.Started;
import org.chainrule.train.TrainingEvent.StepFinished;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Progress on a terminal: one line that is redrawn, moved by every step. */
final class EpochBar implements TrainingListener, AutoCloseable {
    private final Console console;
    private final String metric;
    private @Nullable ProgressBar bar;
    private int epochs;
    private int stepsPerEpoch = 1;
    private String figures = "";
    private String speed = "";

    EpochBar(Console console, String metric) {
        this.console = console;
        this.metric = metric;
    }

    @Override
    public boolean hearsSteps() {
        return true;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof Started started) {
            begin(started);
        } else if (event instanceof StepFinished step && bar != null) {
            bar.stepTo((long) (step.epoch() - 1) * stepsPerEpoch + step.step());
            show(step.epoch(), figures.isEmpty() ? "loss " + Figures.brief(step.loss()) : figures);
        } else if (event instanceof EpochFinished epoch && bar != null) {
            bar.stepTo((long) epoch.epoch() * stepsPerEpoch);
            figures = EpochLines.figures(epoch, metric).replace("  ", " ");
            speed = String.format(Locale.ROOT, " %s/s", rows(epoch.rowsPerSecond()));
            show(epoch.epoch(), figures);
        } else if (event instanceof Finished) {
            close();
        }
    }

    private void begin(Started started) {
        epochs = started.epochs();
        stepsPerEpoch = started.stepsPerEpoch();
        bar = new ProgressBarBuilder()
                .setTaskName("training")
                .setInitialMax((long) epochs * stepsPerEpoch)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setRenderer((progress, width) -> line(
                        progress.getNormalizedProgress(),
                        progress.getElapsedAfterStart(),
                        progress.getExtraMessage(),
                        width))
                .setConsumer(new ConsoleProgressBarConsumer(console.err(), console.columns() - 1))
                .build();
    }

    private void show(int epoch, String text) {
        if (bar != null) {
            bar.setExtraMessage("epoch " + epoch + "/" + epochs + " " + text + speed);
        }
    }

    /** The figures come first: on a narrow terminal it is the bar that gets short. */
    private static String line(double done, Duration elapsed, String figures, int width) {
        String left = done <= 0 ? "" : " " + Figures.time(elapsed.toMillis() / 1e3 * (1 - done) / done) + " left";
        int bar = Math.max(0, Math.min(30, width - figures.length() - left.length() - 4));
        int filled = (int) (bar * Math.max(0, Math.min(1, done)));
        String line = (bar < 5 ? "" : "[" + "=".repeat(filled) + " ".repeat(bar - filled) + "] ") + figures + left;
        return line.length() > width ? line.substring(0, width) : line + " ".repeat(width - line.length());
    }

    private static String rows(double perSecond) {
        return perSecond >= 1e6
                ? String.format(Locale.ROOT, "%.1fM rows", perSecond / 1e6)
                : perSecond >= 1e3
                        ? String.format(Locale.ROOT, "%.0fk rows", perSecond / 1e3)
                        : Figures.count(perSecond) + " rows";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
