package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.chainrule.interop.onnx.load.Piece.Whole;
import org.chainrule.network.BatchNormalization;
import org.jspecify.annotations.Nullable;

/** Recognises normalisations: batch normalisation, layer normalisation, and the latter taken apart into means and roots. */
final class NormalizationRules {
    private NormalizationRules() {}

    /** The normalisation that a term is; null if it is none. */
    static ActivationRules.@Nullable Found of(Term term) {
        if (term.is("BatchNormalization")) {
            return batch(term);
        } else if (term.is("LayerNormalization")) {
            return layer(term);
        } else if (term.is("Div")) {
            return quotient(term);
        }
        return term.is("Mul") ? product(term) : term.is("Add") ? sum(term) : null;
    }

    private static ActivationRules.@Nullable Found batch(Term term) {
        Term x = term.argument(0);
        int width = x.width();
        if (!x.isVector() || term.arguments().size() < 5 || term.whole("training_mode", 0) != 0) {
            return null;
        }
        double[][] numbers = new double[4][];
        for (int i = 0; i < 4; i++) {
            numbers[i] = numbers(term.argument(i + 1), width);
            if (numbers[i] == null) {
                return null;
            }
        }
        double epsilon = written(term.number("epsilon", 1e-5f));
        double kept = term.number("momentum", 0.9f);
        // ONNX says which part stays, we say which part moves
        double momentum = kept >= 0 && kept < 1 ? written(1 - kept) : 0.1;
        if (!(epsilon > 0)) {
            return fixed(x, numbers);
        }
        return new ActivationRules.Found(
                x,
                List.of(new Whole(WeightedLayer.batchNormalization(
                        new BatchNormalization(momentum, epsilon), numbers[0], numbers[1], numbers[2], numbers[3]))));
    }

    /** Without an epsilon it is an affine map. */
    private static ActivationRules.Found fixed(Term x, double[][] numbers) {
        int n = numbers[0].length;
        double[] scale = new double[n];
        double[] shift = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = numbers[0][i] / Math.sqrt(numbers[3][i]);
            shift[i] = numbers[1][i] - numbers[2][i] * scale[i];
        }
        return new ActivationRules.Found(x, List.of(new Affine(scale, shift)));
    }

    /** A float attribute as a person wrote it. */
    private static double written(double value) {
        return Double.parseDouble(Float.toString((float) value));
    }

    private static double @Nullable [] numbers(Term term, int width) {
        if (!term.isConstant() || !TensorValues.isNumeric(term.constant())) {
            return null;
        }
        double[] numbers = TensorValues.perUnit(term.constant(), new int[] {width});
        return numbers == null || term.constant().size() != width && term.constant().size() != 1 ? null : numbers;
    }

    private static ActivationRules.@Nullable Found layer(Term term) {
        Term x = term.argument(0);
        int[] row = x.row();
        if (row == null || row.length == 0) {
            return null;
        }
        int axis = RowShapes.axis(term.whole("axis", -1), row.length);
        boolean all = axis >= 0 && Arrays.stream(row, 0, axis).allMatch(size -> size == 1);
        double[] gain = term.has(1) && term.argument(1).isConstant()
                ? TensorValues.perUnit(term.argument(1).constant(), row)
                : null;
        double[] shift = !term.has(2)
                ? new double[x.width()]
                : term.argument(2).isConstant()
                        ? TensorValues.perUnit(term.argument(2).constant(), row)
                        : null;
        double epsilon = written(term.number("epsilon", 1e-5f));
        return all && gain != null && shift != null && epsilon > 0
                ? new ActivationRules.Found(
                        x, List.of(new Whole(WeightedLayer.layerNormalization(epsilon, gain, shift))))
                : null;
    }

    /** x - mean(x), or the x of it; null if it is something else. */
    private static @Nullable Term centred(Term term) {
        return term.is("Sub") && isMeanOf(term.argument(1), term.argument(0)) ? term.argument(0) : null;
    }

    private static boolean isMeanOf(Term mean, Term x) {
        int[] row = x.row();
        return mean.is("ReduceMean") && mean.argument(0) == x && row != null && row.length == 1 && mean.width() == 1;
    }

    /** epsilon where term = sqrt(variance(x) + epsilon); empty if it is not. */
    private static OptionalDouble deviation(Term term, Term x) {
        Factors.Shifted sum = term.is("Sqrt") ? Factors.shifted(term.argument(0)) : null;
        if (sum == null || !(sum.constant() > 0) || !sum.other().is("ReduceMean") || sum.other().width() != 1) {
            return OptionalDouble.empty();
        }
        Term square = sum.other().argument(0);
        boolean squared = square.is("Pow")
                ? centred(square.argument(0)) == x && Factors.isUniform(square.argument(1), 2)
                : square.is("Mul")
                        && square.argument(0) == square.argument(1)
                        && centred(square.argument(0)) == x;
        return squared ? OptionalDouble.of(written(sum.constant())) : OptionalDouble.empty();
    }

    private static ActivationRules.Found plain(Term x, double epsilon) {
        double[] gain = new double[x.width()];
        Arrays.fill(gain, 1);
        return new ActivationRules.Found(
                x, List.of(new Whole(WeightedLayer.layerNormalization(epsilon, gain, new double[gain.length]))));
    }

    /** (x - mean) / sqrt(variance + epsilon); gain and shift behind it are affine maps of their own. */
    private static ActivationRules.@Nullable Found quotient(Term term) {
        Term x = centred(term.argument(0));
        OptionalDouble epsilon = x == null ? OptionalDouble.empty() : deviation(term.argument(1), x);
        return epsilon.isPresent() ? plain(x, epsilon.getAsDouble()) : null;
    }

    /** (x - mean) * (1 / sqrt(variance + epsilon)). */
    private static ActivationRules.@Nullable Found product(Term term) {
        for (int i = 0; i < 2; i++) {
            Term x = centred(term.argument(i));
            Inverse inverse = x == null ? null : inverse(term.argument(1 - i), x);
            if (inverse != null) {
                return normalized(x, inverse, null);
            }
        }
        return null;
    }

    /** 1 / sqrt(variance + epsilon), perhaps times a gain. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Inverse(double epsilon, double @Nullable [] gain) {}

    private static @Nullable Inverse inverse(Term term, Term x) {
        Term root = term.is("Reciprocal")
                ? term.argument(0)
                : term.is("Div") && Factors.isUniform(term.argument(0), 1) ? term.argument(1) : null;
        if (root != null) {
            OptionalDouble epsilon = deviation(root, x);
            return epsilon.isPresent() ? new Inverse(epsilon.getAsDouble(), null) : null;
        }
        if (term.is("Mul")) {
            for (int i = 0; i < 2; i++) {
                Inverse bare = term.argument(i).isConstant() ? inverse(term.argument(1 - i), x) : null;
                double[] gain = bare == null ? null : numbers(term.argument(i), x.width());
                if (gain != null && bare.gain() == null) {
                    return new Inverse(bare.epsilon(), gain);
                }
            }
        }
        return null;
    }

    /** TensorFlow's form: x inverse + (shift - mean inverse). */
    private static ActivationRules.@Nullable Found sum(Term term) {
        for (int i = 0; i < 2; i++) {
            Term left = term.argument(i);
            Term right = term.argument(1 - i);
            if (!left.is("Mul") || !right.is("Sub") || !right.argument(0).isConstant() || !right.argument(1).is("Mul")) {
                continue;
            }
            for (int j = 0; j < 2; j++) {
                Term x = left.argument(j);
                Term by = left.argument(1 - j);
                Inverse inverse = x.isConstant() ? null : inverse(by, x);
                double[] shift = inverse == null ? null : numbers(right.argument(0), x.width());
                Term mean = right.argument(1);
                boolean same = isMeanOf(mean.argument(0), x) && mean.argument(1) == by
                        || isMeanOf(mean.argument(1), x) && mean.argument(0) == by;
                if (shift != null && same) {
                    return normalized(x, inverse, shift);
                }
            }
        }
        return null;
    }

    private static ActivationRules.Found normalized(Term x, Inverse inverse, double @Nullable [] shift) {
        double[] gain = inverse.gain();
        if (gain == null) {
            gain = new double[x.width()];
            Arrays.fill(gain, 1);
        }
        return new ActivationRules.Found(
                x,
                List.of(new Whole(WeightedLayer.layerNormalization(
                        inverse.epsilon(), gain, shift == null ? new double[gain.length] : shift))));
    }
}
