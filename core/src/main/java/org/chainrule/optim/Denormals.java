package org.chainrule.optim;

/**
 * Keeps float moments out of the denormal range, where many processors are a hundred times slower. A weight whose gradient is 0 (a dead unit, a category
 * that is not in the batch) has moments that shrink geometrically until they are denormal and stay there; most first moments of Adam can end like that.
 *
 * <p>A comparison and a branch would keep the loop from being vectorised, so moments are shrunk by at most 1e-37 instead: m - clamp(m, -1e-37, 1e-37).
 * Everything up to 1e-37 becomes exactly 0, and from 4e-30 on the subtraction is lost in rounding: nothing changes.
 */
final class Denormals {
    static final float SMALLEST = 1e-37f;

    private Denormals() {}

    static float flush(float moment) {
        return moment - Math.max(-SMALLEST, Math.min(SMALLEST, moment));
    }

    /** The same for a moment that is never negative. */
    static float flushSquare(float moment) {
        return moment - Math.min(SMALLEST, moment);
    }
}
