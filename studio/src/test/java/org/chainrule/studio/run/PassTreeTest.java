package org.chainrule.studio.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.network.Activation;
import org.chainrule.network.ParameterLayout;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainingConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One example through the next step: what the page shows is what the training then does. */
class PassTreeTest {
    private static final RowChoice NEXT = new RowChoice(RowChoice.Kind.NEXT, 0);
    private static final RowChoice BATCH = new RowChoice(RowChoice.Kind.BATCH, 0);

    private static Playback playback(String optimizer, double dropout, int batch) {
        TrainingConfiguration configuration = Runnings.configuration(optimizer, 0.05, 10, Precision.FLOAT64)
                .withBatchSize(batch)
                .withPenalties(0.001, 0.01);
        Playback playback =
                new Playback(Runnings.subject(Runnings.network(Activation.TANH, dropout), configuration), List.of());
        for (int step = 0; step < 5; step++) {
            playback.batch();
        }
        return playback;
    }

    private static double[] numbers(Map<String, @Nullable Object> tree, String key) {
        return (double[]) Objects.requireNonNull(tree.get(key), key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> layers(Map<String, @Nullable Object> pass) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(pass.get("layers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adam", "adamw(weightDecay=0.1)", "momentum"})
    void theWeightsBehindAStepOfOneRowAreThoseOfTheTraining(String optimizer) {
        try (Playback playback = playback(optimizer, 0.4, 1)) {
            Snapshot at = playback.course().snapshot(true);
            Map<String, @Nullable Object> pass = PassTree.of(at, at.rows(NEXT)[0]);
            double rate = playback.course().training().nextLearningRate();
            assertEquals(rate, pass.get("learningRate"));
            assertEquals(5L, pass.get("step"));
            playback.batch();
            assertEquals(playback.loss(), (double) Objects.requireNonNull(pass.get("cost")), 1e-12);
            double[] after = playback.course().snapshot(false).parameters();
            ParameterLayout layout = new ParameterLayout(at.network().network());
            int dense = 0;
            for (ParameterLayout.Slice slice : layout.parameters()) {
                if (slice.name().endsWith(".weight")) {
                    double[] expected = Arrays.copyOfRange(after, slice.offset(), slice.offset() + slice.size());
                    assertArrayEquals(expected, numbers(layers(pass).get(dense++), "newW"), 1e-15);
                }
            }
            assertEquals(3, dense);
        }
    }

    @Test
    void everyNumberIsThatOfTheLecture() {
        try (Playback playback = playback("sgd", 0, 1)) {
            Snapshot at = playback.course().snapshot(true);
            Map<String, @Nullable Object> pass = PassTree.of(at, 4);
            double[] h = numbers(pass, "x");
            assertArrayEquals(
                    Snapshot.rows(at.subject().problem().training(), new int[] {4})
                            .x(),
                    h);
            List<Map<String, @Nullable Object>> layers = layers(pass);
            for (int l = 0; l < 3; l++) {
                double[] w = numbers(layers.get(l), "W");
                double[] z = numbers(layers.get(l), "b").clone();
                for (int e = 0; e < w.length; e++) {
                    z[e % z.length] += h[e / z.length] * w[e];
                }
                assertArrayEquals(z, numbers(layers.get(l), "z"), 1e-14, "z = W h + b");
                double[] delta = numbers(layers.get(l), "delta");
                double[] dw = new double[w.length];
                for (int e = 0; e < w.length; e++) {
                    dw[e] = h[e / z.length] * delta[e % z.length];
                }
                assertArrayEquals(dw, numbers(layers.get(l), "dW"), 1e-14, "dW = h delta");
                h = l < 2 ? Arrays.stream(z).map(Math::tanh).toArray() : new double[] {1 / (1 + Math.exp(-z[0]))};
                assertArrayEquals(h, numbers(layers.get(l), "h"), 1e-14, "h = phi(z)");
            }
            assertArrayEquals(h, numbers(pass, "o"), 1e-14);
            double y = numbers(pass, "y")[0];
            double[] last = numbers(layers.get(2), "delta");
            assertEquals(h[0] - y, last[0], 1e-14);
            double gradient = numbers(pass, "outputGradient")[0];
            double jacobian = ((double[]) ((List<?>) Objects.requireNonNull(pass.get("outputJacobian"))).get(0))[0];
            assertEquals(last[0], gradient * jacobian, 1e-12, "delta(L) = grad_o J o'(z)");
            assertNull(layers.get(2).get("phiPrime"));
            double[] next = numbers(layers.get(1), "delta");
            double[] slope = numbers(layers.get(1), "phiPrime");
            double[] w = numbers(layers.get(2), "W");
            for (int j = 0; j < next.length; j++) {
                assertEquals(w[j] * last[0] * slope[j], next[j], 1e-14, "delta(l-1) = W delta phi'");
            }
        }
    }

    @Test
    void theMaskOfTheNextStepShows() {
        try (Playback playback = playback("sgd", 0.5, 10)) {
            boolean dropped = false;
            for (int step = 0; step < 5; step++) {
                Snapshot at = playback.course().snapshot(true);
                Map<String, @Nullable Object> layer = layers(PassTree.of(at, 0)).get(0);
                double[] h = numbers(layer, "h");
                double[] behind = numbers(layer, "dropped");
                for (int j = 0; j < h.length; j++) {
                    assertTrue(behind[j] == 0 || Math.abs(behind[j] - 2 * h[j]) < 1e-12, "kept units count twice");
                    dropped |= behind[j] == 0;
                }
                playback.batch();
            }
            assertTrue(dropped);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void theExplainedStepOfABatchIsTheOneThatTheTrainingTakes() {
        try (Playback playback = playback("adam", 0.3, 10)) {
            Snapshot at = playback.course().snapshot(true);
            Map<String, @Nullable Object> tree = Explained.of(at, "2:1:0", BATCH, 5);
            assertEquals(10, tree.get("rows"));
            assertNotNull(tree.get("picture"));
            Map<String, @Nullable Object> update =
                    (Map<String, @Nullable Object>) Objects.requireNonNull(tree.get("update"));
            assertEquals("stored", update.get("state"));
            playback.batch();
            assertEquals(playback.loss(), (double) Objects.requireNonNull(tree.get("cost")), 1e-12);
            int index = Edit.index(new ParameterLayout(at.network().network()), "2:1:0");
            assertEquals(
                    playback.course().snapshot(false).parameters()[index],
                    (double) Objects.requireNonNull(update.get("newWeight")),
                    1e-14);
        }
    }
}
