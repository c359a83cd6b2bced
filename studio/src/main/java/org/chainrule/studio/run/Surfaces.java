package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.chainrule.gradient.Mode;
import org.chainrule.gradient.ReferenceEngine;
import org.chainrule.gradient.ReferencePass;
import org.chainrule.predict.Predictor;
import org.chainrule.tabular.encode.TargetEncoding;
import org.jspecify.annotations.Nullable;

/** Drawn problems: what the network and its units say on the whole plane. */
final class Surfaces {
    private static final int SIZE = 50;
    private static final int UNIT_SIZE = 20;
    private static final int MOST_UNITS = 64;

    private final Subject subject;
    private final Subject.Plane plane;
    private final ReferenceEngine engine;
    private final List<DenseLayer> hidden;
    private final float[] grid;
    private final double[] unitGrid;

    Surfaces(Subject subject, Subject.Plane plane) {
        this.subject = subject;
        this.plane = plane;
        this.engine = new ReferenceEngine(
                subject.problem().network(), subject.problem().likelihood());
        this.hidden = DenseLayer.of(engine.plan()).stream()
                .filter(layer -> layer.activation() != null)
                .toList();
        this.grid = plane.encode(Subject.grid(SIZE));
        this.unitGrid = wide(plane.encode(Subject.grid(UNIT_SIZE)));
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int e = 0; e < wide.length; e++) {
            wide[e] = values[e];
        }
        return wide;
    }

    /** The {@code surface} of a frame. */
    Map<String, @Nullable Object> surface(Snapshot at) {
        Predictor predictor = new Predictor(at.network());
        int outputs = predictor.outputs();
        double[] o = new double[SIZE * SIZE * outputs];
        predictor.predict(grid, SIZE * SIZE, o);
        boolean classes = !subject.classes().isEmpty();
        double[] shown = Shown.column(o, classes && outputs > 1 ? 1 : 0, outputs);
        double low = 0;
        double high = 1;
        if (!classes) {
            TargetEncoding.Decoder decoder = subject.target().decoder();
            for (int n = 0; n < shown.length; n++) {
                shown[n] = decoder.decode(shown[n]);
            }
            low = plane.low();
            high = plane.high();
        }
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("size", SIZE);
        tree.put("outputs", outputs);
        tree.put("low", low);
        tree.put("high", high);
        tree.put("data", Shown.bytes(shown, low, high));
        return tree;
    }

    /** The {@code unitSurfaces} of a frame; null if there are too many units. */
    @Nullable
    List<List<String>> unitSurfaces(Snapshot at) {
        if (hidden.stream().mapToInt(DenseLayer::units).sum() > MOST_UNITS) {
            return null;
        }
        ReferencePass pass =
                engine.forward(at.parameters(), at.statistics(), unitGrid, UNIT_SIZE * UNIT_SIZE, Mode.PREDICTION);
        List<List<String>> layers = new ArrayList<>();
        for (DenseLayer layer : hidden) {
            List<String> units = new ArrayList<>();
            for (int unit = 0; unit < layer.units(); unit++) {
                units.add(aroundZero(Shown.column(pass.values(layer.hBuffer()), unit, layer.units())));
            }
            layers.add(units);
        }
        return layers;
    }

    /** What one unit says on the plane. */
    Map<String, @Nullable Object> unit(Snapshot at, DenseLayer layer, int unit) {
        ReferencePass pass = engine.forward(at.parameters(), at.statistics(), wide(grid), SIZE * SIZE, Mode.PREDICTION);
        double[] h = Shown.column(pass.values(layer.hBuffer()), unit, layer.units());
        double low = Arrays.stream(h).min().orElse(0);
        double high = Arrays.stream(h).max().orElse(0);
        Map<String, @Nullable Object> tree = Shown.tree();
        tree.put("size", SIZE);
        tree.put("low", low);
        tree.put("high", high);
        tree.put("data", Shown.bytes(h, low, high));
        return tree;
    }

    /** Bytes scaled by the largest magnitude; 128 is 0. */
    private static String aroundZero(double[] h) {
        double most = 0;
        for (double value : h) {
            most = Math.max(most, Math.abs(value));
        }
        byte[] bytes = new byte[h.length];
        for (int n = 0; n < h.length; n++) {
            double share = most > 0 && most < Double.POSITIVE_INFINITY ? h[n] / most : 0;
            bytes[n] = (byte) (128 + Math.round(127 * share));
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
