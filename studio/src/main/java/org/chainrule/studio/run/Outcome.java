package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.data.Dataset;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.metric.ConfusionMatrix;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.model.Predictions;
import org.jspecify.annotations.Nullable;

/** Tables: what the network says about rows that it was not trained on, beside the truth; about training rows if there are no others. */
final class Outcome {
    private static final int PAIRS = 300;
    private static final int JUDGED = 2000;
    /** Multiplications of a frame's predictions, about. */
    private static final long WORK = 400_000_000;

    private final Subject subject;
    private final Rows rows;
    private final float[] x;

    Outcome(Subject subject, int parameters) {
        this.subject = subject;
        Dataset validation = subject.problem().validation();
        int most = subject.classes().isEmpty() ? PAIRS : JUDGED;
        int affordable = (int) Math.max(100, Math.min(most, WORK / Math.max(1, parameters)));
        Dataset shown = validation == null ? subject.problem().training() : validation;
        this.rows = Snapshot.rows(shown, Snapshot.spread(shown, affordable));
        this.x = new float[rows.x().length];
        for (int e = 0; e < x.length; e++) {
            x[e] = (float) rows.x()[e];
        }
    }

    /** The {@code outcome} of a frame. */
    Map<String, @Nullable Object> of(Snapshot at) {
        Predictor predictor = new Predictor(at.network());
        int outputs = predictor.outputs();
        double[] flat = new double[rows.rows() * outputs];
        predictor.predict(x, rows.rows(), flat);
        double[][] o = new double[rows.rows()][outputs];
        for (int e = 0; e < flat.length; e++) {
            o[e / outputs][e % outputs] = flat[e];
        }
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("kind", subject.classes().isEmpty() ? "regression" : "classes");
        tree.put("rows", rows.rows());
        if (subject.classes().isEmpty()) {
            tree.put("pairs", pairs(Predictions.of(at.network().likelihood(), subject.target(), o)));
        } else {
            tree.put("confusion", confusion(o));
            tree.put("names", subject.classes());
        }
        return tree;
    }

    private List<double[]> pairs(Predictions predictions) {
        TargetEncoding.Decoder decoder = subject.target().decoder();
        int targets = rows.y().length / rows.rows();
        double[] values = predictions.values();
        List<double[]> pairs = new ArrayList<>();
        for (int n = 0; n < rows.rows(); n++) {
            pairs.add(new double[] {Shown.figures(decoder.exact(rows.y()[n * targets])), Shown.figures(values[n])});
        }
        return pairs;
    }

    private @Nullable Object confusion(double[][] o) {
        for (double[] row : o) {
            for (double value : row) {
                if (Double.isNaN(value)) {
                    return null;
                }
            }
        }
        return List.of(
                (Object[]) ConfusionMatrix.of(o, rows.y(), rows.weights()).counts());
    }
}
