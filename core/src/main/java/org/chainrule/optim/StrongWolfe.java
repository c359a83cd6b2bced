package org.chainrule.optim;

/**
 * Finds a step a along a direction d with
 *
 * <pre>
 * J(w + a d) &lt;= J(w) + c1 a J'(w; d)   (sufficient decrease)   and   |J'(w + a d; d)| &lt;= c2 |J'(w; d)|   (curvature)
 * </pre>
 *
 * <p>Source: Nocedal and Wright 2006, "Numerical optimization", algorithms 3.5 (bracketing) and 3.6 (zoom) with cubic interpolation (3.59). Two additions.
 * Where J is infinite or NaN the step counts as too long and is halved. And near the minimum, where the decrease is smaller than the rounding of J, the
 * decrease is judged by the slope (the approximate Wolfe condition of Hager and Zhang 2005): without it the search would end at half the digits.
 */
final class StrongWolfe {
    private static final double C1 = 1e-4;
    private static final double C2 = 0.9;
    private static final double NOISE = 1e-12;
    private static final int MOST_TRIALS = 60;
    private static final double MARGIN = 0.1;

    /** A step that was tried: its length, cost and slope. */
    private record Trial(double step, double cost, double slope) {
        boolean finite() {
            return !Double.isNaN(cost + slope) && !Double.isInfinite(cost + slope);
        }
    }

    private final Objective objective;
    private double[] start = {};
    private double[] direction = {};
    private Trial origin = new Trial(0, 0, 0);
    private int evaluations;

    /** The point of the last trial. */
    final double[] point;

    /** The gradient there. */
    final double[] gradient;

    /** The cost there. */
    double cost;

    StrongWolfe(Objective objective, int n) {
        this.objective = objective;
        this.point = new double[n];
        this.gradient = new double[n];
    }

    /** Counts evaluations of before. */
    void evaluated(int before) {
        evaluations += before;
    }

    int evaluations() {
        return evaluations;
    }

    /** Evaluates without searching. */
    void evaluate(double[] at) {
        System.arraycopy(at, 0, point, 0, at.length);
        cost = objective.evaluate(point, gradient);
        evaluations++;
    }

    /**
     * Searches from a point along a direction of descent. On success the fields hold the new point.
     *
     * @return whether a step with sufficient decrease was found
     */
    boolean search(double[] from, double[] along, double costThere, double slopeThere, double firstStep) {
        start = from;
        direction = along;
        origin = new Trial(0, costThere, slopeThere);
        Trial previous = origin;
        double step = firstStep;
        for (int i = 0; i < MOST_TRIALS; i++) {
            Trial trial = attempt(step);
            if (accepted(trial)) {
                return true;
            }
            if (!enough(trial) || i > 0 && trial.cost() > previous.cost() + noise()) {
                return zoom(previous, trial);
            }
            if (trial.slope() >= 0) {
                return zoom(trial, previous);
            }
            previous = trial;
            step *= 2;
        }
        return settle(previous);
    }

    /** Low has the smaller cost, and a minimum lies between the two. */
    private boolean zoom(Trial first, Trial second) {
        Trial low = first;
        Trial high = second;
        for (int i = 0; i < MOST_TRIALS; i++) {
            double step = between(low, high);
            if (step == low.step() || step == high.step()) {
                break;
            }
            Trial trial = attempt(step);
            if (accepted(trial)) {
                return true;
            }
            if (!enough(trial) || trial.cost() > low.cost() + noise()) {
                high = trial;
            } else {
                if (trial.slope() * (high.step() - low.step()) >= 0) {
                    high = low;
                }
                low = trial;
            }
        }
        return settle(low);
    }

    /** No step met both conditions: takes the best that has sufficient decrease, if there is one. */
    private boolean settle(Trial best) {
        return best.step() > 0 && enough(attempt(best.step()));
    }

    private Trial attempt(double step) {
        for (int i = 0; i < point.length; i++) {
            point[i] = start[i] + step * direction[i];
        }
        cost = objective.evaluate(point, gradient);
        evaluations++;
        return new Trial(step, cost, LimitedMemory.dot(gradient, direction));
    }

    private boolean accepted(Trial trial) {
        return enough(trial) && Math.abs(trial.slope()) <= -C2 * origin.slope();
    }

    private boolean enough(Trial trial) {
        if (!trial.finite()) {
            return false;
        }
        return trial.cost() <= origin.cost() + C1 * trial.step() * origin.slope()
                || trial.cost() <= origin.cost() + noise() && trial.slope() <= (2 * C1 - 1) * origin.slope();
    }

    private double noise() {
        return NOISE * Math.abs(origin.cost());
    }

    /** The minimum of the cubic through both trials, kept away from their steps; the middle where there is none. */
    private static double between(Trial low, Trial high) {
        double width = high.step() - low.step();
        double middle = low.step() + width / 2;
        if (!high.finite()) {
            return middle;
        }
        double d1 = low.slope() + high.slope() - 3 * (low.cost() - high.cost()) / (low.step() - high.step());
        double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - low.slope() * high.slope());
        double share = 1 - (high.slope() + d2 - d1) / (high.slope() - low.slope() + 2 * d2);
        if (Double.isNaN(share) || Double.isInfinite(share)) {
            return middle;
        }
        return low.step() + width * Math.min(1 - MARGIN, Math.max(MARGIN, share));
    }
}
