package org.chainrule.studio.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.explain.ExplainOptions;
import org.chainrule.explain.ExplanationTree;
import org.chainrule.explain.Microscope;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.UpdateRule;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.tabular.error.UserException;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;

/** The gradient of one weight in the next step, taken apart: the microscope with the run's dropout masks and the state of its optimiser. */
final class Explained {
    private Explained() {}

    static Map<String, @Nullable Object> of(Snapshot at, String weight, RowChoice choice, int paths) {
        Rows rows = Snapshot.rows(at.subject().problem().training(), at.rows(choice));
        if (rows.rows() == 1) {
            rows.weights()[0] = 1;
        }
        try {
            WeightExplanation explanation = Microscope.of(at.network())
                    .explain(rows, at.mode(), ParameterAddress.parse(weight), options(at, paths));
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(ExplanationTree.of(explanation));
            tree.put("picture", ExplanationTree.of(explanation.picture()));
            return tree;
        } catch (IllegalArgumentException e) {
            throw UserException.usage("weight: " + e.getMessage());
        }
    }

    private static ExplainOptions options(Snapshot at, int paths) {
        ExplainOptions options = ExplainOptions.DEFAULT.withPaths(paths);
        Snapshot.NextStep next = at.next();
        if (next == null) {
            return options;
        }
        TrainingConfiguration configuration = at.subject().configuration();
        UpdateRule rule = new UpdateRule(
                configuration.optimizer(),
                next.learningRate(),
                next.decayFactor(),
                configuration.rates().groups(),
                configuration.regularization());
        return options.withUpdate(rule, next.state());
    }
}
