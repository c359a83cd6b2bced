package org.chainrule.tabular.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.chainrule.tabular.read.RowCells;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.junit.jupiter.api.Test;

/** The fast loop against the encodings one by one. */
class NumberEncoderTest {
    private static final int WIDTH = 37;

    private static List<String> names(boolean turned) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            names.add("c" + (turned ? WIDTH - 1 - i : i));
        }
        return names;
    }

    private static Encoder encoder(double clip, double factor) {
        List<ColumnEncoding> all = new ArrayList<>();
        for (int i = 0; i < WIDTH; i++) {
            double f = factor / (i + 1);
            all.add(
                    i % 3 == 0
                            ? new RobustNumeric("c" + i, i - 5, f, clip, false)
                            : new ScaledNumeric("c" + i, 0.1 * i, f, 2, clip, false));
        }
        return new Encoder(all);
    }

    @Test
    void theBitsAreThoseOfTheEncodings() {
        SplittableRandom random = new SplittableRandom(5);
        for (double clip : new double[] {0, 3, 2.7, ScaledNumeric.UNBOUNDED}) {
            for (boolean turned : new boolean[] {false, true}) {
                Encoder encoder = encoder(clip, 1.7);
                List<String> names = names(turned);
                NumberEncoder fast = Objects.requireNonNull(NumberEncoder.of(encoder, names));
                RowCells cells = new RowCells.Layout(
                                names.stream()
                                        .map(name -> new ColumnSchema(name, ColumnKind.NUMERIC, false, ""))
                                        .toList(),
                                name -> List.of())
                        .newRow();
                BoundEncoder slow = encoder.bind(cells);
                for (int n = 0; n < 200; n++) {
                    double[] row = new double[WIDTH + 1];
                    for (int i = 0; i < WIDTH; i++) {
                        double x = random.nextInt(5) == 0 ? -0.0 : (random.nextDouble() - 0.5) * 30;
                        row[i + 1] = x;
                        cells.set(i, x, 0);
                    }
                    float[] expected = new float[WIDTH];
                    slow.encode(0, expected, 0);
                    float[] found = new float[WIDTH + 2];
                    assertTrue(fast.encode(row, 1, new double[WIDTH], found, 2));
                    for (int i = 0; i < WIDTH; i++) {
                        assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(found[i + 2]));
                    }
                }
            }
        }
    }

    @Test
    void unusualRowsAreLeftAsTheyAre() {
        NumberEncoder fast = Objects.requireNonNull(NumberEncoder.of(encoder(0, 1), names(false)));
        for (double wrong : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39, -1e39, 3e6}) {
            for (int at : new int[] {0, 20, WIDTH - 1}) {
                double[] row = new double[WIDTH];
                row[at] = wrong;
                float[] out = new float[WIDTH];
                assertFalse(fast.encode(row, 0, new double[WIDTH], out, 0), at + " " + wrong);
                assertEquals(0, out[0]);
            }
        }
    }

    @Test
    void otherEncodersHaveNone() {
        assertNull(NumberEncoder.of(encoder(0, 1), List.of("c0")));
        assertNull(NumberEncoder.of(encoder(0, 0), names(false)), "constants");
        assertNull(NumberEncoder.of(encoder(0, 1e-37), names(false)), "what no float holds would pass");
        assertNull(NumberEncoder.of(new Encoder(List.of(new ScaledNumeric("a", 0, 1, 0, 0, true))), List.of("a")));
        assertNull(NumberEncoder.of(
                new Encoder(List.of(new ScaledNumeric("a", 0, 1, 0, 0, false), new RobustNumeric("b", 0, 1, 3, false))),
                List.of("a", "b")));
        assertNull(NumberEncoder.of(
                new Encoder(List.of(new QuantileNumeric("a", List.of(0.0, 1.0), 0, false))), List.of("a")));
    }
}
