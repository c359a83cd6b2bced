package org.chainrule.optim;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS: steps along - H g, where H approximates the inverse Hessian from the last few steps, with a line search that meets the strong Wolfe conditions
 * (c1 = 1e-4, c2 = 0.9). For the whole data at once, in double precision; small smooth problems end at the last digits.
 *
 * <p>Sources: Liu and Nocedal 1989, "On the limited memory BFGS method for large scale optimization"; Nocedal and Wright 2006, "Numerical optimization",
 * algorithms 7.4, 3.5 and 3.6. Parameters of very different size (1e-4 beside 1e2) slow it down: scale them.
 *
 * @param history           steps remembered, at least 1
 * @param maxIterations     most steps, at least 0
 * @param gradientTolerance it has converged when no element of the gradient is larger than this in size, not negative
 */
public record LBfgs(int history, int maxIterations, double gradientTolerance) {
    /** Checks the ranges. */
    public LBfgs {
        if (history < 1) {
            throw new IllegalArgumentException("lbfgs: history must be at least 1, found " + history);
        }
        if (maxIterations < 0) {
            throw new IllegalArgumentException("lbfgs: maxIterations must not be negative, found " + maxIterations);
        }
        Checks.notNegative("lbfgs", "gradientTolerance", gradientTolerance);
    }

    /** So many steps in a row that gain nothing are the end. */
    private static final int MOST_IDLE_STEPS = 10;

    private static final double GAIN = 1e-14;

    /**
     * History 10, 1000 iterations, tolerance 1e-8.
     *
     * @return the method
     */
    public static LBfgs defaults() {
        return new LBfgs(10, 1000, 1e-8);
    }

    /** Why it ended. */
    public enum Status {
        /** The gradient is within the tolerance. */
        CONVERGED,
        /** All iterations were used. */
        MAX_ITERATIONS,
        /** The listener asked for it. */
        STOPPED,
        /** No step lowers the cost or the gradient any more: the digits are used up, or the gradient is wrong. */
        NO_PROGRESS,
        /** The cost or the gradient at the start is infinite or NaN. */
        NOT_FINITE
    }

    /**
     * What was found.
     *
     * @param point        w, a fresh array
     * @param cost         J there
     * @param gradientNorm largest element of the gradient there, in size
     * @param iterations   steps taken
     * @param evaluations  how often J was computed
     * @param status       why it ended
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Result(
            double[] point, double cost, double gradientNorm, int iterations, int evaluations, Status status) {}

    /** Hears of every step. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after a step.
         *
         * @param iteration    from 1
         * @param cost         J
         * @param gradientNorm largest element of the gradient, in size
         * @param point        w, read only, reused afterwards
         * @return false to stop here
         */
        boolean proceed(int iteration, double cost, double gradientNorm, double[] point);

        /**
         * Called after a step, before {@link #proceed}: for those who want to go on from here another time.
         *
         * @param state copies all that the following steps depend on; to be asked during {@link #proceed} at the latest
         */
        default void after(Supplier<LBfgsState> state) {
            // most do not
        }
    }

    /**
     * Minimizes a cost.
     *
     * @param objective cost and gradient
     * @param start     where to begin, read
     * @param listener  hears of every step and may stop it; null for nobody
     * @return the point with the lowest cost (up to its rounding)
     */
    public Result minimize(Objective objective, double[] start, @Nullable Listener listener) {
        StrongWolfe search = new StrongWolfe(objective, start.length);
        search.evaluate(start);
        double norm = largest(search.gradient);
        LBfgsState first = new LBfgsState(
                0,
                0,
                0,
                search.cost,
                search.cost,
                norm,
                start,
                search.gradient,
                new double[0][],
                new double[0][],
                new double[0]);
        return new Run(this, search, first).finish(listener);
    }

    /**
     * Goes on from where another minimization of the same cost, by the same method, stood: the same bits follow.
     *
     * @param objective cost and gradient
     * @param from      where it stood, read
     * @param listener  hears of every step that follows and may stop it; null for nobody
     * @return the point with the lowest cost (up to its rounding)
     */
    public Result resume(Objective objective, LBfgsState from, @Nullable Listener listener) {
        StrongWolfe search = new StrongWolfe(objective, from.point().length);
        search.evaluated(from.evaluations());
        return new Run(this, search, from).finish(listener);
    }

    /** A minimization on its way. */
    private static final class Run {
        private final LBfgs method;
        private final StrongWolfe search;
        private final LimitedMemory memory;
        private final double[] point;
        private final double[] gradient;
        private final double[] direction;
        private double cost;
        private double norm;
        private double lowest;
        private double flattest;
        private int idle;
        private int iteration;

        Run(LBfgs method, StrongWolfe search, LBfgsState from) {
            this.method = method;
            this.search = search;
            point = from.point().clone();
            gradient = from.gradient().clone();
            direction = new double[point.length];
            cost = from.cost();
            norm = largest(gradient);
            lowest = from.lowest();
            flattest = from.flattest();
            idle = from.idle();
            iteration = from.iteration();
            memory = new LimitedMemory(method.history, point.length);
            memory.restore(from);
        }

        Result finish(@Nullable Listener listener) {
            Status status = finite(cost) && finite(norm) ? Status.MAX_ITERATIONS : Status.NOT_FINITE;
            if (idle >= MOST_IDLE_STEPS && norm > method.gradientTolerance) {
                status = Status.NO_PROGRESS;
            }
            while (status == Status.MAX_ITERATIONS
                    && norm > method.gradientTolerance
                    && iteration < method.maxIterations) {
                if (!step(search, memory, point, gradient, direction, cost)) {
                    status = Status.NO_PROGRESS;
                    break;
                }
                take();
                if (listener != null) {
                    listener.after(this::state);
                }
                if (listener != null && !listener.proceed(iteration, cost, norm, point)) {
                    status = Status.STOPPED;
                } else if (idle >= MOST_IDLE_STEPS && norm > method.gradientTolerance) {
                    status = Status.NO_PROGRESS;
                }
            }
            if (status == Status.MAX_ITERATIONS && norm <= method.gradientTolerance) {
                status = Status.CONVERGED;
            }
            return new Result(point, cost, norm, iteration, search.evaluations(), status);
        }

        private void take() {
            memory.add(point, search.point, gradient, search.gradient);
            System.arraycopy(search.point, 0, point, 0, point.length);
            System.arraycopy(search.gradient, 0, gradient, 0, point.length);
            cost = search.cost;
            norm = largest(gradient);
            iteration++;
            idle = cost < lowest - GAIN * Math.abs(lowest) || norm < flattest ? 0 : idle + 1;
            lowest = Math.min(lowest, cost);
            flattest = Math.min(flattest, norm);
        }

        private LBfgsState state() {
            return new LBfgsState(
                    iteration,
                    search.evaluations(),
                    idle,
                    cost,
                    lowest,
                    flattest,
                    point.clone(),
                    gradient.clone(),
                    memory.moves(),
                    memory.changes(),
                    memory.curvatures());
        }
    }

    /** One line search, along - H g; if that fails the memory is dropped and steepest descent tried. */
    private static boolean step(
            StrongWolfe search,
            LimitedMemory memory,
            double[] point,
            double[] gradient,
            double[] direction,
            double cost) {
        while (true) {
            memory.direction(gradient, direction);
            double slope = LimitedMemory.dot(gradient, direction);
            boolean steepest = memory.isEmpty();
            double first = steepest ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
            if (slope < 0 && finite(slope) && search.search(point, direction, cost, slope, first)) {
                return true;
            }
            if (steepest) {
                return false;
            }
            memory.clear();
        }
    }

    private static double largest(double[] gradient) {
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        return largest;
    }

    private static boolean finite(double x) {
        return !Double.isNaN(x) && !Double.isInfinite(x);
    }
}
