package org.chainrule.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.tabular.run.TrainingOutline;
import org.chainrule.tabular.run.TrainingRun.FeatureNote;
import org.chainrule.train.TrainingEvent.Resumed;

/** Says before the training what is about to be trained. */
final class Outline {
    /** Tables with more columns than this are summed up by kind. */
    private static final int MOST_COLUMNS = 40;

    private Outline() {}

    /**
     * Prints it.
     *
     * @param outline what is known
     * @param kernel  name of the kernels
     * @param console where to
     */
    static void print(TrainingOutline outline, String kernel, Console console) {
        rows(outline, console);
        console.space();
        network(outline, kernel, console);
    }

    /** Says what is known of the table, and what becomes of its columns. */
    static void rows(TrainingOutline outline, Console console) {
        console.say("task        " + outline.whyTask());
        console.say("rows        " + Figures.count(outline.trainingRows()) + " to train, "
                + Figures.count(outline.validationRows()) + " to validate"
                + (outline.missingTargets() == 0
                        ? ""
                        : ", " + Figures.count(outline.missingTargets()) + " left out without a target"));
        outline.notes().forEach(note -> console.say("note        " + note));
        console.space();
        columns(outline.featureNotes()).lines().forEach(console::say);
        console.space();
        if (!outline.findings().isEmpty()) {
            Findings.print(outline.findings(), outline.featureNotes().size() <= MOST_COLUMNS, console);
        }
    }

    /** Says where a training goes on. */
    static void resumed(Resumed from, Console console) {
        String epochs = from.epochs() + (from.epochs() == 1 ? " epoch" : " epochs");
        String time = Figures.time(from.elapsed().toNanos() / 1e9);
        console.say(
                from.ended()
                        ? "finished    the training of the checkpoints ended after " + epochs + " and " + time
                                + ": this is its result"
                        : "resumed     after step " + Figures.count(from.step()) + ", " + epochs + " and " + time);
    }

    private static void network(TrainingOutline outline, String kernel, Console console) {
        Map<String, String> settings = outline.settings();
        String hidden = settings.getOrDefault("hiddenLayers", "");
        console.say("network     " + Figures.count(outline.network().inputs()) + " inputs -> "
                + (hidden.isEmpty() ? "" : hidden.replace(",", " -> ") + " (" + settings.get("activation") + ") -> ")
                + outline.network().outputs() + " outputs (" + settings.get("likelihood") + ")");
        console.say("training    " + settings.get("optimizer") + ", learning rate " + settings.get("learningRate")
                + ", " + settings.get("schedule") + ", batches of " + settings.get("batchSize") + ", at most "
                + settings.get("epochs") + " epochs");
        console.say("preset      " + settings.get("preset") + ", kernel " + kernel + ", " + settings.get("precision")
                + ", seed " + settings.get("seed"));
    }

    private static TextTable columns(List<FeatureNote> notes) {
        if (notes.size() <= MOST_COLUMNS) {
            TextTable table = new TextTable("column", "kind", "what was done", ">inputs", "note");
            notes.forEach(note -> table.row(note.column(), note.kind(), note.done(), note.inputs(), note.note()));
            return table;
        }
        Map<String, int[]> byKind = new TreeMap<>();
        for (FeatureNote note : notes) {
            int[] sums = byKind.computeIfAbsent(note.kind(), kind -> new int[2]);
            sums[0]++;
            sums[1] += note.inputs();
        }
        TextTable table = new TextTable("kind", ">columns", ">inputs");
        byKind.forEach((kind, sums) -> table.row(kind, Figures.count(sums[0]), Figures.count(sums[1])));
        return table;
    }
}
