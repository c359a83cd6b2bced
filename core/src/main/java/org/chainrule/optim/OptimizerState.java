package org.chainrule.optim;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a rule remembers between steps: plain data, which a checkpoint stores and {@link #restore} takes back. Exactly one of the two precisions is there. Not
 * safe for use by several threads, except that {@code update} of disjoint ranges may run at once between two calls of {@link #prepare}.
 */
public final class OptimizerState {
    private final float @Nullable [][] floatVectors;
    private final double @Nullable [][] doubleVectors;
    private final double[] scalars;
    private long step;

    private OptimizerState(
            float @Nullable [][] floatVectors, double @Nullable [][] doubleVectors, double[] scalars, long step) {
        if (step < 0) {
            throw new IllegalArgumentException("the steps taken must not be negative, found " + step);
        }
        this.floatVectors = floatVectors;
        this.doubleVectors = doubleVectors;
        this.scalars = scalars;
        this.step = step;
    }

    /**
     * The state before the first step, for float32 parameters.
     *
     * @param rule the rule
     * @param size number of parameters
     * @return the state
     */
    public static OptimizerState floats(Optimizer rule, int size) {
        float[][] vectors = new float[rule.vectors()][size];
        for (float[] vector : vectors) {
            Arrays.fill(vector, (float) rule.initialVectorValue());
        }
        return new OptimizerState(vectors, null, initialScalars(rule), 0);
    }

    /**
     * The state before the first step, for float64 parameters.
     *
     * @param rule the rule
     * @param size number of parameters
     * @return the state
     */
    public static OptimizerState doubles(Optimizer rule, int size) {
        double[][] vectors = new double[rule.vectors()][size];
        for (double[] vector : vectors) {
            Arrays.fill(vector, rule.initialVectorValue());
        }
        return new OptimizerState(null, vectors, initialScalars(rule), 0);
    }

    /**
     * A state that was stored, for float32 parameters.
     *
     * @param vectors [rule.vectors()][size], taken over, not copied
     * @param scalars [rule.scalars()], taken over, not copied
     * @param step    steps taken so far
     * @return the state
     */
    public static OptimizerState restore(float[][] vectors, double[] scalars, long step) {
        return new OptimizerState(vectors, null, scalars, step);
    }

    /**
     * A state that was stored, for float64 parameters.
     *
     * @param vectors [rule.vectors()][size], taken over, not copied
     * @param scalars [rule.scalars()], taken over, not copied
     * @param step    steps taken so far
     * @return the state
     */
    public static OptimizerState restore(double[][] vectors, double[] scalars, long step) {
        return new OptimizerState(null, vectors, scalars, step);
    }

    private static double[] initialScalars(Optimizer rule) {
        double[] scalars = new double[rule.scalars()];
        rule.initializeScalars(scalars);
        return scalars;
    }

    /**
     * Checks that a restored state belongs to a rule and a network.
     *
     * @param rule the rule
     * @param size number of parameters
     * @throws IllegalArgumentException if the numbers of vectors, scalars or parameters differ
     */
    public void check(Optimizer rule, int size) {
        int vectors = isFloat() ? floatVectors().length : doubleVectors().length;
        boolean sizes = isFloat()
                ? Arrays.stream(floatVectors()).allMatch(vector -> vector.length == size)
                : Arrays.stream(doubleVectors()).allMatch(vector -> vector.length == size);
        if (vectors != rule.vectors() || scalars.length != rule.scalars() || !sizes) {
            throw new IllegalArgumentException("the optimizer " + rule.name() + " expects " + rule.vectors()
                    + " vectors of " + size + " numbers and " + rule.scalars() + " scalars, found " + vectors
                    + " vectors" + (sizes ? "" : " of another length") + " and " + scalars.length + " scalars");
        }
    }

    /**
     * A copy that shares no array.
     *
     * @return the copy
     */
    public OptimizerState copy() {
        return new OptimizerState(
                floatVectors == null
                        ? null
                        : Arrays.stream(floatVectors).map(float[]::clone).toArray(float[][]::new),
                doubleVectors == null
                        ? null
                        : Arrays.stream(doubleVectors).map(double[]::clone).toArray(double[][]::new),
                scalars.clone(),
                step);
    }

    /**
     * Starts the next step: counts it and lets the rule compute what is common to all parameters.
     *
     * @param rule         the rule
     * @param learningRate mu of this step, after the schedule
     */
    public void prepare(Optimizer rule, double learningRate) {
        step++;
        rule.prepare(step, learningRate, scalars);
    }

    /**
     * Steps taken, the one that {@link #prepare} started included.
     *
     * @return 0 before the first
     */
    public long step() {
        return step;
    }

    /**
     * Whether the vectors are float32.
     *
     * @return false for float64
     */
    public boolean isFloat() {
        return floatVectors != null;
    }

    /**
     * The vectors of a float32 state.
     *
     * @return [rule.vectors()][size], the live arrays
     * @throws IllegalStateException if the state is float64
     */
    public float[][] floatVectors() {
        if (floatVectors == null) {
            throw new IllegalStateException("expected a float32 optimizer state, found float64");
        }
        return floatVectors;
    }

    /**
     * The vectors of a float64 state.
     *
     * @return [rule.vectors()][size], the live arrays
     * @throws IllegalStateException if the state is float32
     */
    public double[][] doubleVectors() {
        if (doubleVectors == null) {
            throw new IllegalStateException("expected a float64 optimizer state, found float32");
        }
        return doubleVectors;
    }

    /**
     * The scalars.
     *
     * @return [rule.scalars()], the live array
     */
    public double[] scalars() {
        return scalars;
    }
}
