package org.chainrule.optim;

/**
 * What {@link LBfgs} knows after an iteration: plain data, for a checkpoint, from which it goes on to the same bits. The arrays are not copied and must not be
 * written.
 *
 * @param iteration   steps taken
 * @param evaluations how often J was computed
 * @param idle        steps in a row that gained nothing
 * @param cost        J
 * @param lowest      the lowest J so far
 * @param flattest    the smallest size of the gradient's largest element so far
 * @param point       w
 * @param gradient    of J there
 * @param moves       [pairs][n] w' - w, the oldest first
 * @param changes     [pairs][n] the changes of the gradient that go with them
 * @param curvatures  [pairs] their products
 */
@SuppressWarnings("ArrayRecordComponent")
public record LBfgsState(
        int iteration,
        int evaluations,
        int idle,
        double cost,
        double lowest,
        double flattest,
        double[] point,
        double[] gradient,
        double[][] moves,
        double[][] changes,
        double[] curvatures) {
    /** Checks that the parts fit together. */
    public LBfgsState {
        int pairs = curvatures.length;
        boolean fits = gradient.length == point.length && moves.length == pairs && changes.length == pairs;
        for (int k = 0; fits && k < pairs; k++) {
            fits = moves[k].length == point.length && changes[k].length == point.length;
        }
        if (!fits || iteration < 0 || evaluations < 0 || idle < 0) {
            throw new IllegalArgumentException("expected " + pairs + " pairs of " + point.length
                    + " numbers and counts that are not negative; the state of L-BFGS is damaged");
        }
    }
}
