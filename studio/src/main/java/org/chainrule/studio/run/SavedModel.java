package org.chainrule.studio.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chainrule.optim.OptimizerState;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingResult;

/**
 * What a model file needs of a run.
 *
 * @param network  the weights as they stand
 * @param optimizer what the update rule remembers
 * @param history  the epochs until then
 * @param step     steps taken
 * @param edits    weights changed by hand until then
 * @param finished whether those are all
 * @param threads  that worked on a step
 * @param kernel   name of the kernels
 */
record SavedModel(
        TrainedNetwork network,
        OptimizerState optimizer,
        List<EpochFinished> history,
        long step,
        List<String> edits,
        boolean finished,
        int threads,
        String kernel) {

    static SavedModel of(Playback playback) {
        Course course = playback.course();
        return new SavedModel(
                course.training().network(),
                course.training().optimizerState(),
                playback.curve().history(course.step()),
                course.step(),
                course.edits().stream()
                        .filter(edit -> edit.step() <= course.step())
                        .map(Edit::text)
                        .toList(),
                course.training().finished(),
                1,
                org.chainrule.kernel.KernelSelection.select().name());
    }

    /** The bytes of the {@code .chainrule} file. */
    byte[] bytes(PreparedTraining prepared) {
        int best = 0;
        double seconds = 0;
        for (EpochFinished epoch : history) {
            best = epoch.best() ? epoch.epoch() : best;
            seconds = epoch.elapsed().toNanos() / 1e9;
        }
        TrainingResult result = new TrainingResult(
                network,
                optimizer,
                history,
                finished ? StopReason.COMPLETED : StopReason.INTERRUPTED,
                best,
                Duration.ofNanos((long) (seconds * 1e9)),
                threads,
                kernel);
        try {
            Path folder = Files.createTempDirectory("chainrule-studio");
            Path file = folder.resolve("model.chainrule");
            try {
                prepared.modelAt(result, step, edits, seconds).save(file);
                return Files.readAllBytes(file);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
