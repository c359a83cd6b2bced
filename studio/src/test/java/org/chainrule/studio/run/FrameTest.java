package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.gradient.GradientCheck.Rows;
import org.chainrule.network.Activation;
import org.chainrule.network.Network;
import org.chainrule.train.Precision;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The numbers of a frame, worked out by hand. */
@SuppressWarnings("unchecked")
class FrameTest {
    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String key) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(tree.get(key), key);
    }

    private static double number(Map<String, @Nullable Object> tree, String key) {
        return ((Number) Objects.requireNonNull(tree.get(key), key)).doubleValue();
    }

    /** 2 inputs, 1 hidden unit of tanh, 1 output. */
    private static Subject tiny() {
        return Runnings.subject(
                Network.perceptron(2, List.of(1), Activation.TANH, 0, 1),
                Runnings.configuration("sgd", 0.1, 5, Precision.FLOAT64));
    }

    @Test
    void layersOfASmallNetwork() {
        Subject subject = tiny();
        try (Playback playback = new Playback(subject, List.of())) {
            playback.batch();
            Snapshot at = playback.course().snapshot(false);
            double[] p = at.parameters();
            Rows probe = LayerTrees.probe(subject, 1);
            double meanH = 0;
            double deltaSquares = 0;
            double[] gradient = new double[2];
            double meanO = 0;
            for (int n = 0; n < 64; n++) {
                double h = Math.tanh(probe.x()[2 * n] * p[0] + probe.x()[2 * n + 1] * p[1] + p[2]);
                double o = 1 / (1 + Math.exp(-(h * p[3] + p[4])));
                double delta = (o - probe.y()[n]) * p[3] * (1 - h * h);
                meanH += h / 64;
                meanO += o / 64;
                deltaSquares += delta * delta;
                gradient[0] += probe.x()[2 * n] * delta / 64;
                gradient[1] += probe.x()[2 * n + 1] * delta / 64;
            }
            List<Map<String, @Nullable Object>> layers = LayerTrees.of(subject).of(at);
            Map<String, @Nullable Object> first = layers.get(0);
            assertArrayEquals(
                    new double[] {p[0], p[1]}, (double[]) map(first, "weights").get("values"), 1e-5);
            assertArrayEquals(new double[] {p[2]}, (double[]) first.get("bias"), 1e-5);
            Map<String, @Nullable Object> norms = map(first, "norms");
            assertEquals(Math.hypot(p[0], p[1]), number(norms, "weights"), 1e-5);
            assertEquals(Math.hypot(gradient[0], gradient[1]), number(norms, "gradient"), 1e-6);
            assertEquals(Math.sqrt(deltaSquares / 64), number(norms, "delta"), 1e-6);
            assertArrayEquals(new double[] {meanH}, (double[]) first.get("activations"), 1e-5);
            assertArrayEquals(new double[] {meanO}, (double[]) layers.get(1).get("activations"), 1e-5);
            Map<String, @Nullable Object> histograms = map(first, "histograms");
            int[] counts = (int[])
                    Objects.requireNonNull(map(histograms, "activations").get("counts"));
            assertEquals(64, Arrays.stream(counts).sum());
            assertEquals(40, counts.length);
            assertEquals(
                    2,
                    Arrays.stream((int[]) map(histograms, "weights").get("counts"))
                            .sum());
            assertEquals(List.of(), first.get("dead"));
            assertEquals(List.of(), first.get("saturated"));
        }
    }

    @Test
    void deadAndSaturatedUnits() {
        Subject relu = Runnings.subject(
                Runnings.network(Activation.RELU, 0), Runnings.configuration("sgd", 0.01, 5, Precision.FLOAT32));
        try (Playback playback = new Playback(relu, List.of())) {
            playback.edit("1:bias:3", -100);
            Snapshot at = playback.course().snapshot(false);
            assertEquals(List.of(3), LayerTrees.of(relu).of(at).get(0).get("dead"));
            assertEquals(List.of(), LayerTrees.of(relu).of(at).get(0).get("saturated"));
        }
        Subject tanh = Runnings.subject(
                Runnings.network(Activation.TANH, 0), Runnings.configuration("sgd", 0.01, 5, Precision.FLOAT32));
        try (Playback playback = new Playback(tanh, List.of())) {
            playback.edit("1:bias:3", -100);
            Snapshot at = playback.course().snapshot(false);
            assertEquals(List.of(), LayerTrees.of(tanh).of(at).get(0).get("dead"));
            assertEquals(List.of(3), LayerTrees.of(tanh).of(at).get(0).get("saturated"));
        }
    }

    @Test
    void surfacesSayWhatTheNetworkSays() {
        Subject subject = tiny();
        try (Playback playback = new Playback(subject, List.of())) {
            Snapshot at = playback.course().snapshot(false);
            double[] p = at.parameters();
            Surfaces surfaces = new Surfaces(subject, Objects.requireNonNull(subject.plane()));
            byte[] data = Base64.getDecoder()
                    .decode(String.valueOf(surfaces.surface(at).get("data")));
            assertEquals(2500, data.length);
            for (int n : new int[] {0, 49, 1234, 2499}) {
                double x = -6 + (n % 50 + 0.5) * 0.24;
                double y = 6 - (n / 50 + 0.5) * 0.24;
                double h = Math.tanh(x * p[0] + y * p[1] + p[2]);
                double o = 1 / (1 + Math.exp(-(h * p[3] + p[4])));
                assertEquals(255 * o, data[n] & 255, 0.51, "cell " + n);
            }
            List<List<String>> units = Objects.requireNonNull(surfaces.unitSurfaces(at));
            assertEquals(1, units.size());
            byte[] unit = Base64.getDecoder().decode(units.get(0).get(0));
            assertEquals(400, unit.length);
            double h = Math.tanh(-5.7 * p[0] + 5.7 * p[1] + p[2]);
            assertEquals(Math.signum(h), Math.signum((unit[0] & 255) - 128));
            int most = 0;
            for (byte value : unit) {
                most = Math.max(most, Math.abs((value & 255) - 128));
            }
            assertEquals(127, most);
        }
    }

    @Test
    void heatMapsShowTheLargestMagnitudeOfACell() {
        double[] matrix = new double[128 * 100];
        matrix[5 * 100 + 99] = -4;
        matrix[127 * 100] = 2;
        Map<String, @Nullable Object> heat = Shown.heat(matrix, 0, 128, 100);
        assertEquals(64, heat.get("rows"));
        assertEquals(64, heat.get("columns"));
        assertEquals(4.0, heat.get("scale"));
        byte[] data = Base64.getDecoder().decode(String.valueOf(heat.get("data")));
        assertEquals(-127, data[2 * 64 + 63]);
        assertEquals(64, data[63 * 64]);
        assertEquals(
                2,
                java.util.stream.IntStream.range(0, data.length)
                        .filter(n -> data[n] != 0)
                        .count());
    }

    @Test
    void histogramsCountFiniteNumbers() {
        double[] values = {0, 1, 1, 4, Double.NaN, Double.POSITIVE_INFINITY};
        Map<String, @Nullable Object> histogram = Shown.histogram(values, 0, 6);
        assertEquals(0.0, histogram.get("low"));
        assertEquals(4.0, histogram.get("high"));
        int[] counts = (int[]) Objects.requireNonNull(histogram.get("counts"));
        assertEquals(1, counts[0]);
        assertEquals(2, counts[10]);
        assertEquals(1, counts[39]);
        int[] none = (int[]) Shown.histogram(new double[] {Double.NaN}, 0, 1).get("counts");
        assertEquals(0, Arrays.stream(Objects.requireNonNull(none)).sum());
    }

    @Test
    void figuresAreSix() {
        assertEquals(0.123457, Shown.figures(0.1234567891));
        assertEquals(-1234570.0, Shown.figures(-1234567.891));
        assertEquals(1.5e-7, Shown.figures(1.5e-7));
        assertEquals(0.0, Shown.figures(0.0));
        assertTrue(Double.isNaN(Shown.figures(Double.NaN)));
        assertEquals((double) 1e30f, Shown.figures(1e30), 1e24);
    }

    @Test
    void outcomeOfATable() {
        Subject subject = Runnings.subject(
                Runnings.network(Activation.TANH, 0),
                Runnings.configuration("adam", 0.05, 30, Precision.FLOAT32),
                null);
        try (Playback playback = new Playback(subject, List.of())) {
            playback.play(null);
            while (playback.playing()) {
                playback.take();
            }
            Map<String, @Nullable Object> outcome =
                    new Outcome(subject, 50).of(playback.course().snapshot(false));
            List<Object> confusion = (List<Object>) Objects.requireNonNull(outcome.get("confusion"));
            double[] outside = (double[]) confusion.get(0);
            double[] inside = (double[]) confusion.get(1);
            double metric = playback.curve().from(30).get(0)[4];
            assertEquals(metric, (outside[0] + inside[1]) / 40, 1e-6, "the accuracy of the last epoch");
            assertEquals(40, outside[0] + outside[1] + inside[0] + inside[1]);
            assertEquals(List.of("outside", "inside"), outcome.get("names"));
            assertNull(outcome.get("pairs"));
        }
    }
}
