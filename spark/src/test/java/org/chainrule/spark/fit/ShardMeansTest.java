package org.chainrule.spark.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.train.ShardAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardMeansTest {
    @ParameterizedTest
    @CsvSource({"1, 100, 7", "2, 100, 1", "5, 1000, 64", "16, 63, 64", "9, 1, 3", "3, 0, 2"})
    void slicesGiveTheBitsOfTheWhole(int shards, int numbers, int slices) {
        for (boolean single : new boolean[] {true, false}) {
            List<ShardAnswer> answers = answers(shards, numbers, single);
            ShardAnswer whole = ShardMeans.of(answers.iterator());
            List<ShardAnswer> means = new ArrayList<>();
            for (int slice = 0; slice < slices; slice++) {
                int at = slice;
                means.add(ShardMeans.of(answers.stream()
                        .map(answer -> Piece.of(answer, at, slices))
                        .iterator()));
            }
            ShardAnswer joined = ShardMeans.joined(means);
            assertArrayEquals(whole.floats(), joined.floats());
            assertArrayEquals(whole.doubles(), joined.doubles());
            assertEquals(whole.weight(), joined.weight());
            assertEquals(whole.cost(), joined.cost());
            assertArrayEquals(whole.scalars(), joined.scalars());
            assertEquals(whole.nonFinite(), joined.nonFinite());
        }
    }

    @Test
    void theMeanIsWeighted() {
        ShardAnswer mean = ShardMeans.of(List.of(
                        new ShardAnswer(new float[] {1, -2}, null, 3, 0.5, new double[] {7}, null),
                        new ShardAnswer(new float[] {5, 6}, null, 1, 1.5, new double[] {7}, "here"))
                .iterator());
        assertArrayEquals(new float[] {2, 0}, mean.floats());
        assertEquals(0.75, mean.cost());
        assertEquals(4, mean.weight());
        assertEquals("here", mean.nonFinite());
    }

    @Test
    void keysSortBySliceAndThenByShard() {
        assertTrue(Piece.key(1, 0) > Piece.key(0, Integer.MAX_VALUE));
        assertTrue(Piece.key(63, 5) > Piece.key(63, 4));
        assertEquals(63, Piece.slice(Piece.key(63, Integer.MAX_VALUE)));
    }

    @Test
    void theDriverAveragesUntilAnswersAreLarge() {
        assertEquals(1, SparkShards.slicesFor(0));
        assertEquals(1, SparkShards.slicesFor(64L << 20));
        assertEquals(4, SparkShards.slicesFor((64L << 20) + 1));
        assertEquals(64, SparkShards.slicesFor(1L << 40));
    }

    private static List<ShardAnswer> answers(int shards, int numbers, boolean single) {
        Random random = new Random(shards * 31L + numbers);
        List<ShardAnswer> answers = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            float[] floats = new float[numbers];
            double[] doubles = new double[numbers];
            for (int e = 0; e < numbers; e++) {
                doubles[e] = random.nextGaussian();
                floats[e] = (float) doubles[e];
            }
            double weight = s == 1 ? 0 : random.nextInt(1000) / 7.0; // a shard without a say is among them
            answers.add(new ShardAnswer(
                    single ? floats : null,
                    single ? null : doubles,
                    weight,
                    random.nextDouble(),
                    new double[] {0.9, 0.99},
                    null));
        }
        return answers;
    }
}
