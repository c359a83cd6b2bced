package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.likelihood.Poisson;
import org.chainrule.tabular.encode.BoundTarget;
import org.chainrule.tabular.encode.ClassFacts;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.encode.TargetFacts;
import org.chainrule.tabular.encode.ValueFacts;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/** What is asked of targets that are in shards. */
final class PartedTargets {
    private static final int SHOWN = 10;

    private PartedTargets() {}

    /** Refuses targets that are missing or leave nothing to learn, and weights that are all 0. */
    static void check(PartedRows cut, String name, FirstQuestion.Answer seen) {
        TargetFacts training = seen.training();
        String column = "the target column \"" + Display.text(name) + "\"";
        long missing = training.missing()
                + (seen.validation() == null ? 0 : seen.validation().missing())
                + Arrays.stream(seen.validationTargets())
                        .filter(value -> !Double.isFinite(value))
                        .count();
        if (missing > 0) {
            throw UserException.data(column + " has no value in " + missing + " of "
                    + (cut.trainingRows() + cut.validationRows()) + " rows; leave these rows out");
        }
        if (!training.varies()) {
            throw UserException.data(column + " has the same value in all " + cut.trainingRows()
                    + " training rows, so there is nothing to learn; choose another target or add rows");
        }
        if (!(seen.weight() > 0)) {
            throw UserException.data(
                    "all weights of " + cut.trainingRows() + " training rows are 0; give some row a weight above 0");
        }
    }

    /** Refuses classes that only rows have which validate. */
    static void checkKnown(ClassTarget target, ClassFacts validation) {
        List<String> unknown = new ArrayList<>(validation.counts().keySet());
        unknown.removeAll(target.classes());
        if (!unknown.isEmpty()) {
            throw UserException.data("rows that validate have the class '"
                    + Display.text(unknown.stream().sorted().findFirst().orElseThrow()) + "' in the target column \""
                    + Display.text(target.column()) + "\", which the training rows do not have; known are "
                    + target.classes().stream()
                            .limit(SHOWN)
                            .map(label -> "'" + Display.text(label) + "'")
                            .collect(Collectors.joining(", "))
                    + (target.classes().size() > SHOWN
                            ? " and " + (target.classes().size() - SHOWN) + " more"
                            : "")
                    + "; remove these rows, or let some of them train");
        }
    }

    /** Whether the target is fitted to the training rows: counts stay as they are, and a model to start from has its own. */
    static boolean standardised(TrainOptions options, TrainingPlan plan, TargetEncoding labels) {
        return options.startFrom() == null && labels instanceof ValueTarget && !(plan.likelihood() instanceof Poisson);
    }

    /** Asks the likelihood about the smallest and the largest target: what is possible is a range. */
    static void checkPossible(TrainingPlan plan, TargetEncoding target, TargetFacts facts) {
        if (!(facts instanceof ValueFacts values)) {
            return;
        }
        double[] ends = {values.minimum(), values.maximum()};
        BoundTarget bound = target.bind(new Ends(facts.column(), ends));
        for (int row = 0; row < ends.length; row++) {
            String expected = plan.likelihood()
                    .impossible(
                            new double[] {bound.encode(row)}, 0, plan.network().outputs());
            if (expected != null) {
                throw UserException.data("target \"" + Display.text(facts.column()) + "\": " + expected
                        + "; choose another likelihood or correct the rows");
            }
        }
    }

    /** Two values. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Ends(String name, double[] values) implements RawColumn.Numeric {
        @Override
        public double value(int row) {
            return values[row];
        }
    }

    /** Weights of classes, of the training rows by these, and of the validation rows by those. */
    static ShardProgram.Weighting weighting(TrainOptions options, TargetEncoding target, FirstQuestion.Answer seen) {
        if (!options.classWeights()
                || !(target instanceof ClassTarget classes)
                || !(seen.training() instanceof ClassFacts training)) {
            return new ShardProgram.Weighting(List.of(), List.of());
        }
        ClassFacts validation = seen.validation();
        return new ShardProgram.Weighting(
                training.balancedWeights(classes),
                validation == null ? List.of() : validation.balancedWeights(classes));
    }
}
