package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.chainrule.testing.Draws;
import org.junit.jupiter.api.Test;

class ShardMeanTest {
    private static ShardAnswer floats(double weight, double cost, float... numbers) {
        return new ShardAnswer(numbers, null, weight, cost, new double[] {0.5}, null);
    }

    private static ShardAnswer mean(List<ShardAnswer> answers) {
        ShardMean mean = new ShardMean(0, answers.get(0).size());
        answers.forEach(mean::add);
        return mean.mean();
    }

    @Test
    void weighsByTheRows() {
        ShardAnswer mean = mean(List.of(floats(1, 2, 4, -8), floats(3, 6, 8, 0)));
        assertArrayEquals(new float[] {7, -2}, mean.floats());
        assertEquals(5, mean.cost());
        assertEquals(4, mean.weight());
        assertArrayEquals(new double[] {0.5}, mean.scalars());
        assertNull(mean.nonFinite());
        ShardAnswer doubles = mean(List.of(
                new ShardAnswer(null, new double[] {1}, 1, 0, new double[0], null),
                new ShardAnswer(null, new double[] {2}, 2, 0, new double[0], null)));
        assertArrayEquals(new double[] {5.0 / 3}, doubles.doubles());
        assertNull(doubles.floats());
    }

    @Test
    void aSingleAnswerIsItsOwnMeanBitForBit() {
        ShardAnswer only = new ShardAnswer(null, new double[] {0.1, -0.0, 1e-320}, 0.3, 0.7, new double[0], null);
        assertArrayEquals(only.doubles(), mean(List.of(only)).doubles());
        assertEquals(0.7, mean(List.of(only)).cost());
    }

    @Test
    void whoHasNoWeightHasNoSay() {
        ShardAnswer nobody = floats(0, 9, Float.NaN, 9);
        ShardAnswer counts = floats(0.3, 0.1f, 0.1f, -3);
        for (List<ShardAnswer> answers :
                List.of(List.of(nobody, counts), List.of(counts, nobody), List.of(nobody, counts, nobody))) {
            assertArrayEquals(counts.floats(), mean(answers).floats());
            assertEquals(0.1f, mean(answers).cost(), 1e-16);
        }
        // where nobody has any, all are alike
        assertArrayEquals(
                new float[] {2, 5},
                mean(List.of(floats(0, 0, 1, 2), floats(0, 0, 3, 8))).floats());
    }

    @Test
    void rangesAreAveragedElsewhereWithTheSameBits() {
        Draws draws = new Draws(3);
        List<ShardAnswer> answers = new java.util.ArrayList<>();
        for (int s = 0; s < 7; s++) {
            float[] numbers = new float[50];
            for (int e = 0; e < 50; e++) {
                numbers[e] = (float) draws.normal(1);
            }
            answers.add(floats(0.5 + draws.uniform(), draws.normal(1), numbers));
        }
        ShardAnswer whole = mean(answers);
        float[] joined = new float[50];
        for (int[] range : new int[][] {{0, 17}, {17, 18}, {18, 50}}) {
            ShardMean part = new ShardMean(range[0], range[1]);
            answers.forEach(part::add);
            System.arraycopy(part.mean().floats(), 0, joined, range[0], range[1] - range[0]);
            assertEquals(whole.cost(), part.mean().cost());
        }
        assertArrayEquals(whole.floats(), joined);
        ShardMean single = new ShardMean(3, 5);
        single.add(answers.get(0));
        assertArrayEquals(
                java.util.Arrays.copyOfRange(answers.get(0).floats(), 3, 5),
                single.mean().floats());
    }

    @Test
    void theFirstWhoSawSomethingIsNamed() {
        ShardAnswer fine = floats(1, 0, 1);
        ShardAnswer saw = new ShardAnswer(new float[] {1}, null, 1, 0, new double[] {0.7}, "shard 1");
        ShardAnswer later = new ShardAnswer(new float[] {1}, null, 1, 0, new double[] {0.6}, "shard 2");
        assertEquals("shard 1", mean(List.of(fine, saw, later)).nonFinite());
    }

    @Test
    void refusesAnswersThatDoNotBelongTogether() {
        assertThrows(IllegalStateException.class, () -> new ShardMean(0, 1).mean());
        assertThrows(IllegalArgumentException.class, () -> mean(List.of(floats(1, 0, 1, 2), floats(1, 0, 1))));
        ShardAnswer otherScalars = new ShardAnswer(new float[] {1, 2}, null, 1, 0, new double[] {0.7}, null);
        assertThrows(IllegalArgumentException.class, () -> mean(List.of(floats(1, 0, 1, 2), otherScalars)));
    }
}
