package org.chainrule.likelihood;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the likelihoods with an elementwise output share. */
final class Elementwise {
    private Elementwise() {}

    /** Writes the unit matrix, the Jacobian of the identity output. */
    static void identity(double[] jacobian, int width) {
        Arrays.fill(jacobian, 0, width * width, 0);
        for (int k = 0; k < width; k++) {
            jacobian[k * width + k] = 1;
        }
    }

    /** Says that all targets must be finite, if one is not. */
    static @Nullable String notFinite(double[] y, int yStart, int targets) {
        for (int t = 0; t < targets; t++) {
            if (!Double.isFinite(y[yStart + t])) {
                return "a finite number";
            }
        }
        return null;
    }

    /** Says that all targets must lie in [low, high] and be finite, if one does not. */
    static @Nullable String outside(double[] y, int yStart, int targets, double low, double high, String expected) {
        for (int t = 0; t < targets; t++) {
            double value = y[yStart + t];
            if (!(value >= low && value <= high && Double.isFinite(value))) {
                return expected;
            }
        }
        return null;
    }

    /** Checks that width is a multiple of what one target needs. */
    static int targets(String name, int width, int outputsPerTarget) {
        if (width < 1 || width % outputsPerTarget != 0) {
            throw new IllegalArgumentException("likelihood " + name
                    + " expects a last layer whose width is a multiple of " + outputsPerTarget + ", found " + width
                    + "; set the width to " + outputsPerTarget + " times the number of targets");
        }
        return width / outputsPerTarget;
    }
}
