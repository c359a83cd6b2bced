package org.chainrule.studio.run;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.chainrule.metric.Metric;
import org.chainrule.studio.problem.Points;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.Checkpoint;
import org.chainrule.train.TrainingConfiguration;
import org.chainrule.train.TrainingEvent.EpochFinished;
import org.chainrule.train.TrainingProblem;
import org.jspecify.annotations.Nullable;

/**
 * What a run trains, and the names of its numbers.
 *
 * @param problem       network, likelihood and data
 * @param configuration how it is trained
 * @param target        from outputs back to the units of the target
 * @param inputs        name of each encoded input
 * @param classes       names of the classes; empty for a regression
 * @param plane         of a drawn problem; null for a table
 * @param prepared      where it comes from, if from a table
 * @param cells         the cells of a training row as text, by column
 * @param closer        gives the data back
 * @param past          of a model that is gone on from; null for a training from its start
 */
record Subject(
        TrainingProblem problem,
        TrainingConfiguration configuration,
        TargetEncoding target,
        List<String> inputs,
        List<String> classes,
        @Nullable Plane plane,
        @Nullable PreparedTraining prepared,
        IntFunction<Map<String, String>> cells,
        Runnable closer,
        @Nullable Past past)
        implements AutoCloseable {
    /** Copies the lists. */
    Subject {
        inputs = List.copyOf(inputs);
        classes = List.copyOf(classes);
    }

    /** A training from its start. */
    Subject(
            TrainingProblem problem,
            TrainingConfiguration configuration,
            TargetEncoding target,
            List<String> inputs,
            List<String> classes,
            @Nullable Plane plane,
            @Nullable PreparedTraining prepared,
            IntFunction<Map<String, String>> cells,
            Runnable closer) {
        this(problem, configuration, target, inputs, classes, plane, prepared, cells, closer, null);
    }

    /**
     * What a training did before this run of it.
     *
     * @param from   where it stood
     * @param epochs the epochs until then
     */
    record Past(Checkpoint from, List<EpochFinished> epochs) {}

    /** The first step of the run: 0 for a training from its start. */
    long firstStep() {
        return past == null ? 0 : past.from().step();
    }

    /** What the curve's third number is. */
    String metricName() {
        Metric metric = problem.metric();
        return metric == null ? "loss" : metric.name();
    }

    /** The name of an encoded input. */
    String input(int index) {
        return index < inputs.size() ? inputs.get(index) : "input " + index;
    }

    @Override
    public void close() {
        closer.run();
    }

    /** The plane that a drawn problem lies in. */
    interface Plane {
        /** Half the width of the square that is shown. */
        double HALF = Points.RADIUS;

        /** Encodes points: {@code [points][2]} to {@code [points x n(0)]}. */
        float[] encode(double[][] points);

        /** The lowest target, in its units. */
        double low();

        /** The highest target, in its units. */
        double high();
    }

    /** The centres of the cells of a grid over the plane, rows from the top down. */
    static double[][] grid(int size) {
        double[][] points = new double[size * size][2];
        double cell = 2 * Plane.HALF / size;
        for (int n = 0; n < points.length; n++) {
            int row = n / size;
            points[n][0] = -Plane.HALF + (n % size + 0.5) * cell;
            points[n][1] = Plane.HALF - (row + 0.5) * cell;
        }
        return points;
    }
}
