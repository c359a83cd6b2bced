package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** Normalisations by statistics of rows, of groups of channels, or of batches. */
final class Normalizations {
    private static final String REALS = "floating-point";
    private static final double EPSILON = 1e-5f;
    private static final int SCALE_BY_CHANNEL = 21;

    private Normalizations() {}

    static List<Operator> operators() {
        return List.of(
                new Operator("", "BatchNormalization", 1, REALS, "spatial=0", Normalizations::batch),
                new Operator("", "LayerNormalization", 17, REALS, "", Normalizations::layer),
                Operator.of("RMSNormalization", 23, REALS, Normalizations::rootMeanSquare),
                Operator.of("GroupNormalization", 18, REALS, Normalizations::group),
                Operator.of(
                        "InstanceNormalization",
                        1,
                        REALS,
                        call -> channels(call, call.realInput(0).shape(), true)),
                Operator.of("LpNormalization", 1, REALS, "p other than 1 and 2", Normalizations::lp));
    }

    private static double mean(double[] own) {
        return Reductions.sum(own) / own.length;
    }

    /** The biased variance, in two passes. */
    private static double variance(double[] own, double mean) {
        double sum = 0;
        for (double value : own) {
            sum += (value - mean) * (value - mean);
        }
        return sum / own.length;
    }

    /** scale (x - mean) / sqrt(variance + epsilon) + bias by channel (axis 1), with given statistics or those of the batch. */
    private static List<OnnxTensor> batch(Call call) {
        OnnxTensor input = call.realInput(0);
        int[] shape = input.shape();
        boolean training = call.flag("training_mode", false);
        boolean oldTraining = call.opset() < 7 && !call.flag("is_test", false);
        if (!call.flag("spatial", true) || oldTraining && call.outputCount() > 1) {
            throw call.refused("statistics by channel", "spatial=0, or a mode of training of an old version");
        }
        if (shape.length == 0) {
            throw call.refused("an axis of rows", "a scalar");
        }
        int channels = shape.length == 1 ? 1 : shape[1];
        double[] scale = call.reals(1, channels);
        double[] bias = call.reals(2, channels);
        double[] mean = call.reals(3, channels).clone();
        double[] variance = call.reals(4, channels).clone();
        double epsilon = call.real("epsilon", EPSILON);
        Groups groups = shape.length == 1 ? all(shape) : byChannel(shape);
        double[] values = Tensors.reals(input);
        double[] mapped = new double[call.allocate(shape)];
        double momentum = call.real("momentum", 0.9f);
        double[] runningMean = mean.clone();
        double[] runningVariance = variance.clone();
        for (int c = 0; c < channels; c++) {
            double[] own = groups.group(values, c);
            if (training) {
                mean[c] = mean(own);
                variance[c] = variance(own, mean[c]);
                runningMean[c] = runningMean[c] * momentum + mean[c] * (1 - momentum);
                runningVariance[c] = runningVariance[c] * momentum + variance[c] * (1 - momentum);
            }
            double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
            for (int i = 0; i < own.length; i++) {
                own[i] = factor * (own[i] - mean[c]) + bias[c];
            }
            groups.put(own, mapped, c);
        }
        OnnxTensor output = Tensors.ofReals(input.type(), mapped, shape);
        if (!training) {
            return List.of(output);
        }
        return List.of(
                output,
                Tensors.ofReals(call.input(3).type(), runningMean, channels),
                Tensors.ofReals(call.input(4).type(), runningVariance, channels));
    }

    private static Groups all(int[] shape) {
        boolean[] axes = new boolean[shape.length];
        Arrays.fill(axes, true);
        return Groups.along(shape, axes);
    }

    private static Groups byChannel(int[] shape) {
        boolean[] axes = new boolean[shape.length];
        Arrays.fill(axes, true);
        axes[1] = false;
        return Groups.along(shape, axes);
    }

    /** The groups of all axes from {@code axis} on. */
    private static Groups from(Call call, int[] shape) {
        if (shape.length == 0) {
            throw call.refused("at least one axis", "a scalar");
        }
        int axis = call.axis(call.whole("axis", -1), shape.length);
        boolean[] axes = new boolean[shape.length];
        Arrays.fill(axes, axis, shape.length, true);
        return Groups.along(shape, axes);
    }

    /** Scale or bias at every position of the input; {@code otherwise} if it is left out. */
    private static double[] spread(Call call, int index, int[] shape, double otherwise) {
        double[] spread = new double[Shapes.product(shape)];
        if (!call.has(index)) {
            Arrays.fill(spread, otherwise);
            return spread;
        }
        double[] values = call.reals(index);
        int[] own = call.input(index).shape();
        if (!Arrays.equals(Shapes.broadcast(call, shape, own), shape)) {
            throw call.refused("a scale that is broadcast to " + Arrays.toString(shape), Arrays.toString(own));
        }
        int[] indices = Shapes.broadcastIndices(own, shape);
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[indices[i]];
        }
        return spread;
    }

    private static List<OnnxTensor> layer(Call call) {
        OnnxTensor input = call.realInput(0);
        int[] shape = input.shape();
        Groups groups = from(call, shape);
        double[] scale = spread(call, 1, shape, 1);
        double[] bias = spread(call, 2, shape, 0);
        double epsilon = call.real("epsilon", EPSILON);
        double[] values = Tensors.reals(input);
        double[] mapped = new double[call.allocate(shape)];
        double[] means = new double[call.allocate(groups.count())];
        double[] inverses = new double[call.allocate(groups.count())];
        for (int group = 0; group < groups.count(); group++) {
            double[] own = groups.group(values, group);
            means[group] = mean(own);
            inverses[group] = 1 / Math.sqrt(variance(own, means[group]) + epsilon);
            for (int i = 0; i < own.length; i++) {
                int at = groups.indices()[group * own.length + i];
                own[i] = (own[i] - means[group]) * inverses[group] * scale[at] + bias[at];
            }
            groups.put(own, mapped, group);
        }
        int[] outer = Arrays.copyOf(shape, shape.length);
        Arrays.fill(outer, groups.outer().length, shape.length, 1);
        ElementType stash = input.type() == ElementType.DOUBLE
                ? ElementType.DOUBLE
                : call.whole("stash_type", 1) == ElementType.BFLOAT16.code() ? ElementType.BFLOAT16 : ElementType.FLOAT;
        return List.of(
                Tensors.ofReals(input.type(), mapped, shape),
                Tensors.ofReals(stash, means, outer),
                Tensors.ofReals(stash, inverses, outer));
    }

    private static OnnxTensor rootMeanSquare(Call call) {
        OnnxTensor input = call.realInput(0);
        int[] shape = input.shape();
        Groups groups = from(call, shape);
        double[] scale = spread(call, 1, shape, 1);
        double epsilon = call.real("epsilon", EPSILON);
        double[] values = Tensors.reals(input);
        double[] mapped = new double[call.allocate(shape)];
        for (int group = 0; group < groups.count(); group++) {
            double[] own = groups.group(values, group);
            double inverse = 1 / Math.sqrt(variance(own, 0) + epsilon);
            for (int i = 0; i < own.length; i++) {
                own[i] *= inverse * scale[groups.indices()[group * own.length + i]];
            }
            groups.put(own, mapped, group);
        }
        return Tensors.ofReals(input.type(), mapped, shape);
    }

    private static OnnxTensor group(Call call) {
        int[] shape = call.realInput(0).shape();
        long groups = call.whole("num_groups", 0);
        if (shape.length < 2 || groups < 1 || groups > shape[1] || shape[1] % groups != 0) {
            throw call.refused(
                    "num_groups that divide the channels of " + Arrays.toString(shape), Long.toString(groups));
        }
        int rest = Shapes.product(shape, 2, shape.length);
        int[] grouped = {shape[0], (int) groups, shape[1] / (int) groups, rest};
        return channels(call, grouped, call.opset() >= SCALE_BY_CHANNEL);
    }

    /** Normalises over all axes of {@code grouped} from the third on; scale and bias are by channel, or by group. */
    private static OnnxTensor channels(Call call, int[] grouped, boolean byChannel) {
        OnnxTensor input = call.realInput(0);
        int[] shape = input.shape();
        if (shape.length < 2) {
            throw call.refused("axes of rows and channels", Arrays.toString(shape));
        }
        int scales = byChannel ? shape[1] : grouped[1];
        double[] scale = call.reals(1, scales);
        double[] bias = call.reals(2, scales);
        double epsilon = call.real("epsilon", EPSILON);
        boolean[] axes = new boolean[grouped.length];
        Arrays.fill(axes, 2, grouped.length, true);
        Groups groups = Groups.along(grouped, axes);
        double[] values = Tensors.reals(input);
        double[] mapped = new double[call.allocate(shape)];
        int perScale = Shapes.product(shape, 1, shape.length) / Math.max(scales, 1);
        for (int group = 0; group < groups.count(); group++) {
            double[] own = groups.group(values, group);
            double mean = mean(own);
            double inverse = 1 / Math.sqrt(variance(own, mean) + epsilon);
            for (int i = 0; i < own.length; i++) {
                int channel = groups.indices()[group * own.length + i] / perScale % scales;
                own[i] = (own[i] - mean) * inverse * scale[channel] + bias[channel];
            }
            groups.put(own, mapped, group);
        }
        return Tensors.ofReals(input.type(), mapped, shape);
    }

    private static OnnxTensor lp(Call call) {
        OnnxTensor input = call.realInput(0);
        long p = call.whole("p", 2);
        if (p != 1 && p != 2) {
            throw call.refused("p of 1 or 2", Long.toString(p));
        }
        int axis = call.axis(call.whole("axis", -1), input.shape().length);
        return Groups.along(input.shape(), axis).map(call, input, own -> {
            double norm = 0;
            for (double value : own) {
                norm += p == 1 ? Math.abs(value) : value * value;
            }
            norm = p == 1 ? norm : Math.sqrt(norm);
            for (int i = 0; i < own.length; i++) {
                // A row of zeros stays one.
                own[i] = norm == 0 ? 0 : own[i] / norm;
            }
        });
    }
}
