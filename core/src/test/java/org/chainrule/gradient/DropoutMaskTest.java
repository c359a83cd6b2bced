package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.chainrule.kernel.ScalarElementwise;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
    private static final int UNITS = 100_000;

    @Test
    void theRateIsTheShareOfDroppedUnits() {
        for (double rate : new double[] {0, 0.1, 0.5, 0.9}) {
            int dropped = 0;
            long key = DropoutMask.key(5, 17, 2);
            for (int e = 0; e < UNITS; e++) {
                dropped += DropoutMask.keeps(key, e, DropoutMask.threshold(rate)) ? 0 : 1;
            }
            // Five standard deviations
            assertEquals(rate, dropped / (double) UNITS, 5 * Math.sqrt(rate * (1 - rate) / UNITS));
        }
    }

    @Test
    void seedStepAndLayerEachGiveAnotherMask() {
        Set<Long> keys = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            for (long step = 0; step < 100; step++) {
                for (int layer = 0; layer < 20; layer++) {
                    keys.add(DropoutMask.key(seed, step, layer));
                }
            }
        }
        assertEquals(10 * 100 * 20, keys.size());
        int same = 0;
        for (int e = 0; e < UNITS; e++) {
            boolean first = DropoutMask.keeps(DropoutMask.key(1, 2, 3), e, DropoutMask.threshold(0.5));
            same += first == DropoutMask.keeps(DropoutMask.key(1, 3, 3), e, DropoutMask.threshold(0.5)) ? 1 : 0;
        }
        assertTrue(
                Math.abs(same - UNITS / 2) < 5 * Math.sqrt(UNITS) / 2,
                "masks of two steps agree in " + same + " of " + UNITS);
    }

    @Test
    void theFastLoopIsTheSameMask() {
        long key = DropoutMask.key(3, 1, 4);
        for (double rate : new double[] {0, 0.25, 0.9}) {
            for (int width = 1; width < 19; width++) {
                float[] x = new float[40];
                for (int e = 0; e < x.length; e++) {
                    x[e] = e % 7 == 0 ? Float.NaN : e - 20.5f;
                }
                float[] y = x.clone();
                long first = DropoutMask.index(5, 0, width);
                assertEquals(0, first % 4);
                new ScalarElementwise()
                        .dropout(key, first, DropoutMask.threshold(rate), (float) (1 / (1 - rate)), x, 3, y, 3, width);
                float scale = (float) (1 / (1 - rate));
                for (int e = 0; e < x.length; e++) {
                    int j = e - 3;
                    boolean inside = j >= 0 && j < width;
                    boolean kept = inside
                            && DropoutMask.keeps(key, DropoutMask.index(5, j, width), DropoutMask.threshold(rate));
                    assertEquals(inside ? kept ? x[e] * scale : 0f : x[e], y[e], "element " + e);
                }
            }
        }
    }
}
