package org.chainrule.studio.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.SteppedTraining;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingEvent.StopReason;
import org.chainrule.train.TrainingResult;

/**
 * What a model file needs of a run.
 *
 * @param result the weights as they stand, and the epochs until then
 * @param step   steps taken
 * @param edits  weights changed by hand until then
 */
record SavedModel(TrainingResult result, long step, List<String> edits) {

    static SavedModel of(Playback playback) {
        Course course = playback.course();
        SteppedTraining training = course.training();
        List<EpochFinished> history = playback.curve().history(course.step());
        int best = history.stream()
                .filter(EpochFinished::best)
                .mapToInt(EpochFinished::epoch)
                .max()
                .orElse(0);
        TrainingResult result = new TrainingResult(
                training.network(),
                course.step() == 0 ? null : training.optimizerState(),
                history,
                training.finished() ? StopReason.COMPLETED : StopReason.INTERRUPTED,
                best,
                history.isEmpty()
                        ? Duration.ZERO
                        : history.get(history.size() - 1).elapsed(),
                training.threads(),
                training.kernel());
        return new SavedModel(
                result,
                course.step(),
                course.edits().stream()
                        .filter(edit -> edit.step() <= course.step())
                        .map(Edit::text)
                        .toList());
    }

    /** The bytes of the {@code .chainrule} file. */
    byte[] bytes(PreparedTraining prepared) {
        double seconds = result.elapsed().toNanos() / 1e9;
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
            throw new UserException(
                    UserException.Kind.DATA,
                    "cannot write a temporary file: " + e.getMessage() + "; make room, or set -Djava.io.tmpdir",
                    e);
        }
    }
}
