package org.chainrule.interop.javasource.part;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the encodings of columns share. */
final class Inputs {
    private Inputs() {}

    /** A number, or what stands in for one that is missing; infinite counts as missing. */
    static double orElse(double value, double fill) {
        return Double.isFinite(value) ? value : fill;
    }

    /** 1 for a number that is missing, else 0. */
    static float missing(double value) {
        return Double.isFinite(value) ? 0 : 1;
    }

    /** The position of a text among the levels of training: -1 if it is unknown, {@code missing} if there is none. */
    static int level(Map<String, Integer> levels, @Nullable String text, int missing) {
        return text == null ? missing : levels.getOrDefault(text, -1);
    }

    /** 1 at the position of a level; nothing where there is none. */
    static void oneHot(int position, float[] x, int at) {
        if (position >= 0) {
            x[at + position] = 1;
        }
    }

    /** The first of two levels is 1, the second -1, any other 0. */
    static float sign(int position) {
        return position < 0 ? 0 : 1 - 2 * position;
    }

    /** Levels whose zeros and ones were scaled: the numbers of an unknown level, but that of the level itself. */
    static void scaledOneHot(int position, float[] absent, float[] present, float[] x, int at) {
        System.arraycopy(absent, 0, x, at, absent.length);
        if (position >= 0) {
            x[absent.length == 1 ? at : at + position] = present[position];
        }
    }

    /** The numbers of a level, which stand one level after the other; those of an unknown level are the last. */
    static void numbersOf(int position, float[] numbers, int width, float[] x, int at) {
        int from = position < 0 ? numbers.length - width : position * width;
        System.arraycopy(numbers, from, x, at, width);
    }

    /** A number as the bins that it fills: 1 for a full one, -1 for an empty one. */
    static void bins(double value, double[] edges, float[] x, int at) {
        for (int bin = 0; bin < edges.length - 1; bin++) {
            if (value >= edges[bin + 1]) {
                x[at + bin] = 1;
            } else if (bin > 0 && value < edges[bin]) {
                x[at + bin] = -1;
            } else {
                double filled = Math.max(0, Math.min(1, (value - edges[bin]) / (edges[bin + 1] - edges[bin])));
                x[at + bin] = (float) (2 * filled - 1);
            }
        }
    }
}
