package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Evaluation;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.run.Reproduction;
import org.chainrule.tabular.run.TrainingRun;
import org.jspecify.annotations.Nullable;

/** The JSON objects that scripts read. */
final class Results {
    private Results() {}

    /**
     * Of {@code train}.
     *
     * @param run     the training
     * @param outputs what was written; null for nothing
     * @return names and values
     */
    static Map<String, @Nullable Object> ofTraining(TrainingRun run, @Nullable Outputs outputs) {
        Model model = run.model();
        Provenance provenance = model.provenance();
        Map<String, @Nullable Object> json = head(model, rows(provenance));
        json.put("trainingRows", provenance.trainingRows());
        json.put("validationRows", provenance.validationRows());
        json.put("testRows", run.test() == null ? 0 : run.test().rows());
        json.put("seconds", Figures.json(provenance.seconds()));
        json.put("bestEpoch", provenance.bestEpoch());
        json.put("stopReason", provenance.stopReason());
        json.put("validation", Figures.json(model.validation()));
        json.put("test", Figures.json(model.test()));
        json.put("calibration", CoverageChecks.json(model.contents().uncertainty()));
        json.put("folds", folds(model));
        json.put("preset", provenance.preset());
        json.put("kernel", provenance.kernel());
        json.put("threads", run.result() == null ? null : run.result().threads());
        json.put("rowsPerSecond", Figures.json(run.rowsPerSecond()));
        json.put("model", outputs == null ? null : outputs.model().toString());
        json.put(
                "report",
                outputs == null || outputs.report() == null
                        ? null
                        : outputs.report().toString());
        json.put("warnings", run.warnings());
        if (!run.trials().isEmpty()) {
            json.put(
                    "trials",
                    run.trials().stream().map(trial -> trial(run, trial)).toList());
        }
        json.put("findings", Findings.json(run.findings()));
        json.put("divergence", run.divergence());
        return json;
    }

    /**
     * Of {@code evaluate}: the metrics of the table are under {@code test}, those that the model file keeps are under {@code validation}.
     *
     * @param model      the model
     * @param evaluation how it did
     * @param coverage   how its intervals or sets did; null if nobody asked
     * @param seconds    how long it took
     * @return names and values
     */
    static Map<String, @Nullable Object> ofEvaluation(
            Model model, Evaluation evaluation, @Nullable Coverage coverage, double seconds) {
        Map<String, @Nullable Object> json = head(model, evaluation.rows() + evaluation.missingTargets());
        json.put("missingTargets", evaluation.missingTargets());
        json.put("seconds", Figures.json(seconds));
        json.put("validation", Figures.json(model.validation()));
        json.put("test", Figures.json(evaluation.metrics()));
        if (coverage != null) {
            json.put("coverage", CoverageChecks.json(coverage));
        }
        return json;
    }

    /**
     * Of {@code reproduce}.
     *
     * @param found what came of it
     * @return names and values
     */
    static Map<String, @Nullable Object> ofReproduction(Reproduction found) {
        Provenance provenance = found.model().provenance();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("reproduced", found.reproduced());
        json.put("weightsSha256", found.weightsSha256());
        json.put("expectedSha256", found.expectedSha256());
        json.put("data", found.changes().isEmpty() ? "same" : "changed");
        json.put("changes", found.changes());
        json.put("version", thenAndNow(provenance.chainruleVersion(), Chainrule.VERSION));
        json.put("jdk", thenAndNow(provenance.jdk(), System.getProperty("java.version")));
        json.put("kernel", thenAndNow(provenance.kernel(), found.network() == null ? null : found.kernel()));
        json.put("threads", found.network() == null ? null : found.threads());
        json.put("rows", found.rows());
        json.put("epochs", found.epochs());
        json.put("seconds", Figures.json(found.seconds()));
        json.put("interrupted", found.interrupted());
        json.put("obstacle", found.obstacle());
        json.put("encodings", found.encodings());
        json.put(
                "tensors", found.differences().stream().map(Results::difference).toList());
        return json;
    }

    private static Map<String, @Nullable Object> thenAndNow(String trained, @Nullable String here) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("trained", trained);
        json.put("here", here);
        return json;
    }

    private static Map<String, @Nullable Object> difference(Reproduction.Difference difference) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("tensor", difference.tensor());
        json.put("differ", difference.differ());
        json.put("of", difference.of());
        json.put("largest", Figures.json(difference.largest()));
        return json;
    }

    private static Map<String, @Nullable Object> head(Model model, int rows) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("task", model.task().name().toLowerCase(Locale.ROOT));
        json.put("target", model.target());
        json.put("rows", rows);
        json.put("features", model.schema().features().size());
        json.put("inputs", model.encoder().width());
        json.put("parameters", model.contents().parameters());
        json.put("members", model.contents().members().size());
        json.put("epochs", model.provenance().epochs());
        json.put("weightsSha256", model.weightsSha256());
        return json;
    }

    private static Map<String, @Nullable Object> trial(TrainingRun run, TrainingRun.Trial trial) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", trial.number());
        json.put("name", trial.name());
        json.put("preset", trial.preset());
        json.put("settings", trial.settings());
        json.put("metric", trial.metric());
        json.put("score", Figures.json(trial.score()));
        json.put("share", Figures.json(trial.share()));
        json.put("foldsTrained", trial.trained());
        json.put("folds", trial.networks());
        json.put("rung", trial.rung() == 0 ? null : trial.rung());
        json.put("rank", run.rank(trial) == 0 ? null : run.rank(trial));
        json.put("epochs", trial.epochs());
        json.put("seconds", Figures.json(trial.seconds()));
        json.put("weight", Figures.json(trial.weight()));
        json.put("note", trial.note());
        return json;
    }

    /** How many of the folds of an ensemble were trained, and on how many rows; null without an ensemble. */
    static @Nullable Map<String, @Nullable Object> folds(Model model) {
        FoldCounts folds = FoldCounts.of(model.contents());
        if (folds == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("of", folds.of());
        json.put("trained", folds.of() == 0 ? 0 : folds.trained());
        json.put("trainingRows", folds.trainingRows());
        json.put("heldOutRows", folds.heldOutRows());
        return json;
    }

    /** Rows of the training table, those without a target too. */
    static int rows(Provenance provenance) {
        if (provenance.data().rows() > 0) {
            return provenance.data().rows();
        }
        boolean split = Double.parseDouble(provenance.configuration().getOrDefault("validationFraction", "0")) > 0;
        return provenance.trainingRows() + (split ? provenance.validationRows() : 0) + provenance.droppedRows();
    }
}
