package org.chainrule.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.kernel.Kernels;
import org.chainrule.kernel.Panels;
import org.chainrule.likelihood.Categorical;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.optim.ParameterGroup;

/**
 * A kernel that goes over numbers one by one, on data that fits into the caches.
 *
 * @param name     as tables write it
 * @param elements numbers of one run
 * @param work     one run
 */
record ElementwiseKernel(String name, int elements, Runnable work) {
    static final int LENGTH = 1 << 13;

    /** The names of {@link #named}, for the benchmarks that take them as a parameter. */
    static final List<String> NAMES = List.of(
            "relu",
            "tanh",
            "logistic",
            "gelu",
            "silu",
            "mish",
            "softplus",
            "elu",
            "relu backward",
            "gelu backward",
            "softmax 10",
            "sgd",
            "momentum",
            "adam",
            "adamw",
            "rmsprop");

    static ElementwiseKernel named(Kernels kernels, String name) {
        if (name.startsWith("softmax")) {
            return softmax(kernels, name);
        }
        if (List.of("sgd", "momentum", "adam", "adamw", "rmsprop").contains(name)) {
            return optimizer(kernels, name);
        }
        float[] z = scaled(21, 4);
        float[] h = new float[LENGTH];
        Activation phi = Activation.parse(name.replace(" backward", ""));
        if (!name.endsWith("backward")) {
            return new ElementwiseKernel(
                    name, LENGTH, () -> kernels.elementwise().activate(phi, z, h, 0, LENGTH));
        }
        float[] dh = scaled(22, 1);
        float[] dz = new float[LENGTH];
        kernels.elementwise().activate(phi, z, h, 0, LENGTH);
        return new ElementwiseKernel(
                name, LENGTH, () -> kernels.elementwise().activateBackward(phi, z, h, dh, dz, 0, LENGTH));
    }

    /** J and delta(L) of a softmax over ten classes, rows padded as the engine's; only what is not padding counts. */
    private static ElementwiseKernel softmax(Kernels kernels, String name) {
        int width = 10;
        int stride = Panels.stride(width);
        int rows = LENGTH / stride;
        float[] z = scaled(23, 4);
        float[] delta = new float[LENGTH];
        float[] costs = new float[rows];
        float[] y = new float[rows];
        IntStream.range(0, rows).forEach(n -> y[n] = n % width);
        Categorical likelihood = new Categorical(0);
        return new ElementwiseKernel(
                name,
                rows * width,
                () -> likelihood.costsAndDeltas(
                        kernels.elementwise(), z, 0, stride, y, 0, 1, delta, 0, stride, costs, 0, rows, width));
    }

    private static ElementwiseKernel optimizer(Kernels kernels, String name) {
        Optimizer rule = Optimizers.parse(name);
        float[] weights = scaled(24, 1);
        float[] gradient = scaled(25, 1);
        float[][] vectors = new float[rule.vectors()][LENGTH];
        for (float[] vector : vectors) {
            java.util.Arrays.fill(vector, (float) rule.initialVectorValue());
        }
        double[] scalars = new double[rule.scalars()];
        rule.initializeScalars(scalars);
        long[] step = new long[1];
        return new ElementwiseKernel(name, LENGTH, () -> {
            rule.prepare(++step[0], 1e-6, scalars);
            rule.update(kernels.updates(), ParameterGroup.WEIGHTS, scalars, weights, gradient, vectors, 0, LENGTH);
        });
    }

    private static float[] scaled(long seed, float factor) {
        float[] values = SyntheticRows.uniform(LENGTH, seed);
        for (int e = 0; e < values.length; e++) {
            values[e] *= factor;
        }
        return values;
    }
}
