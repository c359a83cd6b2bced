package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.network.ParameterLayout;
import org.chainrule.studio.problem.Points;
import org.chainrule.studio.problem.Settings;
import org.chainrule.studio.problem.StudioProblem;
import org.chainrule.tabular.encode.EncodedDataset;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.PreparedTraining;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingProblem;
import org.jspecify.annotations.Nullable;

/** From the problem of the settings to what a run trains. */
final class Subjects {
    /** Most parameters of a run, as the catalogue says. */
    static final int MOST_PARAMETERS = 4_000_000;

    private Subjects() {}

    /** Reads the table and prepares; to be closed with the subject. */
    static Subject of(StudioProblem problem) {
        OpenedModel model = problem.model();
        if (model != null) {
            return opened(model);
        }
        PreparedTraining prepared = PreparedTraining.of(problem.table(), problem.options());
        try {
            int parameters = new ParameterLayout(prepared.problem().network()).size();
            if (parameters > MOST_PARAMETERS) {
                throw UserException.usage("expected a network of at most " + MOST_PARAMETERS
                        + " parameters in the studio, found " + parameters + "; choose fewer or narrower layers");
            }
            Points points = problem.points();
            return new Subject(
                    start(prepared, problem.start()),
                    prepared.configuration(),
                    prepared.target(),
                    prepared.inputNames(),
                    prepared.classNames(),
                    points == null ? null : new DrawnPlane(prepared, problem.settings(), points),
                    prepared,
                    prepared::cells,
                    prepared::close);
        } catch (RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    /** What somebody else trains; closed by them. */
    static Subject watched(PreparedTraining prepared) {
        return shared(prepared, null);
    }

    /** A model, whose rows all its runs share; closed by whoever opened it. */
    static Subject opened(OpenedModel model) {
        return shared(
                model.prepared(),
                model.obstacle() == null ? new Subject.Past(model.checkpoint(), model.history(model.epoch())) : null);
    }

    private static Subject shared(PreparedTraining prepared, Subject.@Nullable Past past) {
        return new Subject(
                prepared.problem(),
                prepared.configuration(),
                prepared.target(),
                prepared.inputNames(),
                prepared.classNames(),
                null,
                prepared,
                prepared::cells,
                () -> {},
                past);
    }

    private static TrainingProblem start(PreparedTraining prepared, double @Nullable [] weights) {
        TrainingProblem problem = prepared.problem();
        if (weights == null) {
            return problem;
        }
        int statistics = new ParameterLayout(problem.network()).statisticsSize();
        TrainedNetwork start;
        if (prepared.configuration().precision() == Precision.FLOAT64) {
            start = TrainedNetwork.float64(
                    problem.network(), problem.likelihood(), weights.clone(), new double[statistics]);
        } else {
            float[] narrow = new float[weights.length];
            for (int e = 0; e < narrow.length; e++) {
                narrow[e] = (float) weights[e];
            }
            start = TrainedNetwork.float32(problem.network(), problem.likelihood(), narrow, new float[statistics]);
        }
        return new TrainingProblem(
                problem.network(),
                problem.likelihood(),
                problem.training(),
                problem.validation(),
                problem.metric(),
                start);
    }

    /** The plane of a drawn problem, encoded as its points are. */
    private record DrawnPlane(PreparedTraining prepared, Settings settings, Points points) implements Subject.Plane {
        @Override
        public float[] encode(double[][] at) {
            List<Map<String, Double>> rows = new ArrayList<>();
            for (double[] point : at) {
                rows.add(Points.row(settings.features(), point[0], point[1]));
            }
            int[] order = new int[rows.size()];
            Arrays.setAll(order, n -> n);
            try (EncodedDataset encoded = prepared.encode(rows)) {
                float[] x = new float[rows.size() * encoded.inputs()];
                encoded.gather(
                        order,
                        0,
                        rows.size(),
                        0,
                        encoded.inputs(),
                        x,
                        new float[rows.size() * encoded.targets()],
                        new float[rows.size()]);
                return x;
            }
        }

        @Override
        public double low() {
            return Arrays.stream(points.target()).min().orElse(0);
        }

        @Override
        public double high() {
            return Arrays.stream(points.target()).max().orElse(1);
        }
    }
}
