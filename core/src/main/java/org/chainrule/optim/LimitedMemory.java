package org.chainrule.optim;

import java.util.Arrays;

/**
 * The last moves s = w' - w and changes of gradient y = g' - g, and the product of the inverse Hessian that they stand for with a vector.
 *
 * <p>Source: Nocedal and Wright 2006, "Numerical optimization", algorithm 7.4 (two-loop recursion) with the scaling (7.20).
 */
final class LimitedMemory {
    private final double[][] moves;
    private final double[][] changes;
    private final double[] curvatures;
    private final double[] alphas;
    private int size;
    private int next;

    LimitedMemory(int history, int n) {
        moves = new double[history][n];
        changes = new double[history][n];
        curvatures = new double[history];
        alphas = new double[history];
    }

    /** Remembers what another did. */
    void restore(LBfgsState state) {
        size = state.curvatures().length;
        if (size > moves.length) {
            throw new IllegalArgumentException("expected at most " + moves.length
                    + " steps in the memory of L-BFGS, found " + size + "; set its history to " + size);
        }
        for (int k = 0; k < size; k++) {
            System.arraycopy(state.moves()[k], 0, moves[k], 0, moves[k].length);
            System.arraycopy(state.changes()[k], 0, changes[k], 0, changes[k].length);
            curvatures[k] = state.curvatures()[k];
        }
        next = size % moves.length;
    }

    /** Copies of the moves, the oldest first. */
    double[][] moves() {
        return oldestFirst(moves);
    }

    double[][] changes() {
        return oldestFirst(changes);
    }

    double[] curvatures() {
        double[] copy = new double[size];
        Arrays.setAll(copy, k -> curvatures[index(size - k)]);
        return copy;
    }

    private double[][] oldestFirst(double[][] vectors) {
        double[][] copy = new double[size][];
        Arrays.setAll(copy, k -> vectors[index(size - k)].clone());
        return copy;
    }

    void clear() {
        size = 0;
        next = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Remembers a step; one without positive curvature would break positive definiteness and is left out. */
    void add(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
        double[] s = moves[next];
        double[] y = changes[next];
        for (int i = 0; i < s.length; i++) {
            s[i] = to[i] - from[i];
            y[i] = gradientTo[i] - gradientFrom[i];
        }
        double curvature = dot(s, y);
        if (curvature > Double.MIN_NORMAL && 1 / curvature < Double.POSITIVE_INFINITY) {
            curvatures[next] = curvature;
            next = (next + 1) % moves.length;
            size = Math.min(size + 1, moves.length);
        }
    }

    /** direction := - H gradient, H = identity without memory. */
    void direction(double[] gradient, double[] direction) {
        System.arraycopy(gradient, 0, direction, 0, gradient.length);
        for (int age = 1; age <= size; age++) {
            int k = index(age);
            alphas[k] = dot(moves[k], direction) / curvatures[k];
            addScaled(direction, -alphas[k], changes[k]);
        }
        if (size > 0) {
            int k = index(1);
            double scale = curvatures[k] / dot(changes[k], changes[k]);
            for (int i = 0; i < direction.length; i++) {
                direction[i] *= scale;
            }
        }
        for (int age = size; age >= 1; age--) {
            int k = index(age);
            double beta = dot(changes[k], direction) / curvatures[k];
            addScaled(direction, alphas[k] - beta, moves[k]);
        }
        Arrays.setAll(direction, i -> -direction[i]);
    }

    private int index(int age) {
        return Math.floorMod(next - age, moves.length);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addScaled(double[] target, double factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * source[i];
        }
    }
}
