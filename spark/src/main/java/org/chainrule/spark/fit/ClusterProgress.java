package org.chainrule.spark.fit;

import java.util.List;
import org.chainrule.train.TrainingEvent;
import org.chainrule.train.TrainingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line an epoch to the driver's log, and collects warnings. */
final class ClusterProgress implements TrainingListener {
    private final Logger log = LoggerFactory.getLogger("org.chainrule.spark");
    private final String metric;
    private final List<String> warnings;
    private int epochs;

    /**
     * A listener.
     *
     * @param metric   what early stopping watches
     * @param warnings added to
     */
    ClusterProgress(String metric, List<String> warnings) {
        this.metric = metric;
        this.warnings = warnings;
    }

    @Override
    public void on(TrainingEvent event) {
        if (event instanceof TrainingEvent.Started started) {
            epochs = started.epochs();
            log.info(
                    "training on {} rows, validating on {}; {} parameters, at most {} epochs of {} steps",
                    started.rows(),
                    started.validationRows(),
                    started.parameters(),
                    started.epochs(),
                    started.stepsPerEpoch());
        } else if (event instanceof TrainingEvent.Resumed resumed) {
            log.info(
                    "going on after step {}, {} epochs{}",
                    resumed.step(),
                    resumed.epochs(),
                    resumed.ended() ? "; that training had ended" : "");
        } else if (event instanceof TrainingEvent.Warned warned) {
            warnings.add(warned.message());
            log.warn("{}", warned.message());
        } else if (event instanceof TrainingEvent.EpochFinished epoch) {
            log.info("{}", line(epoch));
        } else if (event instanceof TrainingEvent.Finished finished) {
            log.info(
                    "ended: {}, best epoch {}, {} s",
                    finished.reason(),
                    finished.bestEpoch(),
                    finished.elapsed().toMillis() / 1000.0);
        }
    }

    private String line(TrainingEvent.EpochFinished epoch) {
        String validation = Double.isNaN(epoch.validationLoss())
                ? ""
                : ", validation loss " + (float) epoch.validationLoss() + ", " + metric + " "
                        + (float) epoch.validationMetric() + (epoch.best() ? " (best so far)" : "");
        return "epoch " + epoch.epoch() + " of " + epochs + ": training loss " + (float) epoch.trainingLoss()
                + validation + ", " + Math.round(epoch.rowsPerSecond()) + " rows/s";
    }
}
