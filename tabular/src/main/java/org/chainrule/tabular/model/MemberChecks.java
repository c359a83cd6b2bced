package org.chainrule.tabular.model;

import java.util.List;
import java.util.Set;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.Encoder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.schema.Schema;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** Whether the parts of one member fit together: a model file may hold anything. All throw {@code IllegalArgumentException} with what was expected and found. */
final class MemberChecks {
    private MemberChecks() {}

    static void columns(Schema schema, Set<String> features, Encoder encoder, TargetEncoding target) {
        for (ColumnEncoding column : encoder.columns()) {
            require(
                    features.contains(column.column()),
                    "expected encodings of the schema's features, found one of " + Shown.name(column.column()));
        }
        require(
                schema.columns().stream().anyMatch(column -> column.name().equals(target.column())),
                "expected the target " + Shown.name(target.column()) + " in the schema, found no such column");
    }

    static void widths(Encoder encoder, TrainedNetwork network) {
        long width = 0;
        for (ColumnEncoding column : encoder.columns()) {
            require(column.width() > 0, "expected encodings of at least 1 number, found " + column.width());
            width += column.width();
        }
        int inputs = network.network().inputs();
        require(
                width == inputs,
                "expected a network of " + width + " inputs, as many as the encoder gives, found " + inputs);
    }

    static void target(Task task, TargetEncoding target, TrainedNetwork network) {
        Likelihood likelihood = network.likelihood();
        int outputs = network.network().outputs();
        int expected;
        if (target instanceof ClassTarget classes) {
            int count = classes.classes().size();
            require(
                    task == Task.CLASSIFICATION,
                    "expected the task CLASSIFICATION for a target of classes, found " + task);
            require(count >= 2, "expected at least 2 classes, found " + count);
            boolean binary = likelihood instanceof Bernoulli && count == 2;
            require(
                    binary || likelihood instanceof Categorical,
                    "expected a categorical likelihood (or, for 2 classes, bernoulli) for " + count + " classes, found "
                            + likelihood.name());
            expected = binary ? 1 : count;
        } else {
            require(task == Task.REGRESSION, "expected the task REGRESSION for a target of values, found " + task);
            require(
                    !(likelihood instanceof Bernoulli || likelihood instanceof Categorical),
                    "expected a likelihood of values, found " + likelihood.name());
            expected = likelihood.outputs(1);
        }
        require(
                outputs == expected,
                "expected a network of " + expected + " outputs for " + likelihood.name() + ", found " + outputs);
    }

    static void weights(TrainedNetwork network) {
        ParameterLayout layout = new ParameterLayout(network.network());
        boolean single = network.precision() == Precision.FLOAT32;
        require(
                single == (network.floatParameters() != null)
                        && single == (network.floatStatistics() != null)
                        && single == (network.doubleParameters() == null)
                        && single == (network.doubleStatistics() == null),
                "expected exactly the arrays of " + network.precision() + ", found others");
        checkArray(
                layout.parameters(), layout.size(), Weights.of(network.floatParameters(), network.doubleParameters()));
        checkArray(
                layout.statistics(),
                layout.statisticsSize(),
                Weights.of(network.floatStatistics(), network.doubleStatistics()));
    }

    static void optimizer(@Nullable OptimizerSnapshot optimizer, TrainedNetwork network) {
        if (optimizer == null) {
            return;
        }
        boolean single = network.precision() == Precision.FLOAT32;
        require(
                single == optimizer.state().isFloat(),
                "expected an optimizer state of " + network.precision() + ", found the other precision");
        optimizer.state().check(optimizer.rule(), new ParameterLayout(network.network()).size());
        for (int v = 0; v < optimizer.rule().vectors(); v++) {
            Weights vector = optimizer.vector(v);
            for (int i = 0; i < vector.size(); i++) {
                if (!Double.isFinite(vector.get(i))) {
                    throw new IllegalArgumentException("expected a finite optimizer state, found " + vector.get(i)
                            + " in optimizer." + v + " at " + i);
                }
            }
        }
    }

    private static void checkArray(List<Slice> slices, int size, Weights weights) {
        require(weights.size() == size, "expected " + size + " parameters, found " + weights.size());
        for (Slice slice : slices) {
            for (int i = 0; i < slice.size(); i++) {
                double weight = weights.get(slice.offset() + i);
                if (!Double.isFinite(weight)) {
                    throw new IllegalArgumentException(
                            "expected finite weights, found " + weight + " in " + slice.name() + " at " + i);
                }
            }
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
