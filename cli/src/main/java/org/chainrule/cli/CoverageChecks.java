package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.calibrate.ConformalScores;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Coverage;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/** What {@code --coverage} needs of a model, and what a model's calibration is in words. */
final class CoverageChecks {
    private CoverageChecks() {}

    /**
     * Refuses a model without calibration; says once if the model has too few rows for the level.
     *
     * @param model    the model
     * @param coverage the level; null asks for nothing
     * @param console  where to
     */
    static void check(Model model, @Nullable Double coverage, Console console) {
        if (coverage == null) {
            return;
        }
        Uncertainty uncertainty = model.contents().uncertainty();
        if (uncertainty == null) {
            throw UserException.usage("--coverage needs a model with calibration, and this one has none: it was trained"
                    + " without validation rows, or by an earlier Chainrule; train it again with validation rows"
                    + " (--validation-fraction above 0, or --validation DATA)");
        }
        ConformalScores scores = uncertainty.scores();
        if (!scores.enough(coverage)) {
            console.say(
                    "warning: the model was calibrated on " + Figures.count(scores.rows()) + " rows, and a coverage of "
                            + coverage + " takes " + Figures.count(ConformalScores.rowsNeeded(coverage)) + "; "
                            + (model.task() == Task.CLASSIFICATION
                                    ? "every set holds all classes"
                                    : "every interval is infinite")
                            + ": ask for less, or train with more validation rows");
        }
    }

    /** One line about the calibration of a model. */
    static String words(@Nullable Uncertainty uncertainty) {
        if (uncertainty == null) {
            return "none (trained without validation rows, or by an earlier Chainrule)";
        }
        ConformalScores scores = uncertainty.scores();
        String what =
                switch (scores.kind()) {
                    case RESIDUAL -> "intervals of one width";
                    case SCALED_RESIDUAL -> "intervals in proportion to the standard deviation";
                    case QUANTILE_BAND -> "intervals around the quantiles";
                    case OTHER_CLASSES ->
                        "temperature " + Figures.brief(uncertainty.temperature()) + ", sets of classes";
                };
        return what + " from " + Figures.count(scores.rows()) + " "
                + uncertainty.source().words() + " rows"
                + (scores.rows() == 0 ? "" : ", --coverage up to " + Figures.brief(highest(scores)));
    }

    private static double highest(ConformalScores scores) {
        return Math.floor(1e4 * scores.rows() / (scores.rows() + 1.0)) / 1e4;
    }

    /** The calibration of a model for JSON; null without. */
    static @Nullable Map<String, @Nullable Object> json(@Nullable Uncertainty uncertainty) {
        if (uncertainty == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("source", uncertainty.source().words());
        json.put("rows", uncertainty.scores().rows());
        json.put("kind", uncertainty.scores().kind().name());
        json.put("temperature", uncertainty.temperature());
        return json;
    }

    /** How intervals or sets did, in one line. */
    static String words(Coverage coverage) {
        String size = coverage.task() == Task.CLASSIFICATION
                ? "mean size of a set " + Figures.brief(coverage.size()) + ", empty " + Figures.brief(coverage.empty())
                : "mean width " + Figures.brief(coverage.size());
        return Figures.brief(coverage.covered()) + " where " + coverage.level() + " was asked for  " + size;
    }

    /** How intervals or sets did, for JSON. */
    static Map<String, @Nullable Object> json(Coverage coverage) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("level", coverage.level());
        json.put("covered", Figures.json(coverage.covered()));
        if (coverage.task() == Task.CLASSIFICATION) {
            json.put("meanSetSize", Figures.json(coverage.size()));
            json.put("emptyShare", Figures.json(coverage.empty()));
        } else {
            json.put("meanWidth", Figures.json(coverage.size()));
        }
        json.put("enoughRows", coverage.enough());
        return json;
    }
}
