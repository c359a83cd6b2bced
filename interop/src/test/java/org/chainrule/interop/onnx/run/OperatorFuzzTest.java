package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every operator with inputs and attributes drawn at random: it gives something or refuses in one line, and does nothing else. */
class OperatorFuzzTest {
    private static final int ROUNDS = Integer.getInteger("chainrule.onnx.rounds", 150);
    private static final EvaluationLimits LIMITS = new EvaluationLimits(1 << 12, 1 << 16);
    private static final long[] NUMBERS = {
        0, 1, -1, 2, 3, -2, 5, 7, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32
    };
    private static final int[][] SHAPES = {
        {}, {1}, {2}, {3}, {0}, {2, 3}, {3, 2}, {1, 3}, {3, 1}, {2, 3, 2}, {2, 0}, {0, 3}, {1, 1, 1}, {2, 4}, {3, 3}
    };
    private static final List<String> ATTRIBUTES = List.of(
            "axis",
            "axes",
            "keepdims",
            "noop_with_empty_axes",
            "alpha",
            "beta",
            "to",
            "perm",
            "starts",
            "ends",
            "split",
            "num_outputs",
            "transA",
            "transB",
            "value",
            "value_int",
            "value_floats",
            "reduction",
            "ignore_index",
            "mode",
            "num_groups",
            "p",
            "largest",
            "select_last_index",
            "batch_dims",
            "allowzero",
            "shape",
            "training_mode",
            "start",
            "end",
            "fmod",
            "epsilon",
            "keys_strings",
            "keys_int64s",
            "keys_floats",
            "values_int64s",
            "values_strings",
            "default_int64",
            "offset",
            "scale",
            "imputed_value_floats",
            "replaced_value_float",
            "cats_int64s",
            "zeros",
            "cats_strings",
            "norm",
            "broadcast",
            "saturate",
            "round_mode",
            "classes_strings",
            "min",
            "max");

    @Test
    void nothingButAResultOrARefusal() {
        Set<String> found = new TreeSet<>();
        int computed = 0;
        for (Operator operator : OnnxOperators.all()) {
            for (int round = 0; round < ROUNDS; round++) {
                OneNode node = node(operator, new CounterRandom(operator.name().hashCode() * 1_000_003L + round));
                try {
                    List<OnnxTensor> outputs = node.run(LIMITS);
                    computed++;
                    outputs.forEach(output -> assertEquals(Shapes.product(output.shape()), output.size()));
                } catch (UserException e) {
                    assertEquals(1, e.getMessage().lines().count(), e::getMessage);
                } catch (RuntimeException e) {
                    found.add(operator.name() + ": " + e + " at " + where(e));
                }
            }
        }
        assertEquals(Set.of(), found);
        assertTrue(computed > ROUNDS * 5, "only " + computed);
    }

    private static String where(RuntimeException e) {
        for (StackTraceElement element : e.getStackTrace()) {
            if (element.getClassName().startsWith("org.chainrule")) {
                return element.toString();
            }
        }
        return "?";
    }

    /** Draws from a sequence. */
    private static final class Draws {
        private final CounterRandom random;
        private long next;

        Draws(CounterRandom random) {
            this.random = random;
        }

        int below(int bound) {
            return random.below(next++, bound);
        }

        long number() {
            return below(3) == 0 ? NUMBERS[below(NUMBERS.length)] : below(5) - 1;
        }
    }

    private static OneNode node(Operator operator, CounterRandom random) {
        Draws draws = new Draws(random);
        int newest = OnnxOperators.NEWEST.get(operator.domain());
        int opset = draws.below(3) == 0 ? newest : operator.since() + draws.below(newest - operator.since() + 1);
        List<@Nullable OnnxTensor> inputs = new ArrayList<>();
        int count = draws.below(6);
        int shape = draws.below(SHAPES.length);
        ElementType type = type(draws);
        for (int i = 0; i < count; i++) {
            int kind = draws.below(6);
            ElementType own =
                    kind < 3 ? type : kind == 3 ? ElementType.INT64 : kind == 4 ? type(draws) : ElementType.BOOL;
            int ownShape = draws.below(2) == 0 ? shape : draws.below(SHAPES.length);
            inputs.add(draws.below(20) == 0 ? null : tensor(draws, own, SHAPES[ownShape]));
        }
        Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
        int wanted = draws.below(5);
        for (int i = 0; i < wanted; i++) {
            attributes.put(ATTRIBUTES.get(draws.below(ATTRIBUTES.size())), attribute(draws));
        }
        return new OneNode(operator.domain(), operator.name(), opset, attributes, inputs, 1 + draws.below(3));
    }

    private static ElementType type(Draws draws) {
        ElementType[] types = ElementType.values();
        return draws.below(2) == 0 ? ElementType.FLOAT : types[draws.below(types.length)];
    }

    private static OnnxTensor tensor(Draws draws, ElementType type, int[] shape) {
        int size = Shapes.product(shape);
        long[] wholes = new long[size];
        double[] reals = new double[size];
        boolean[] truths = new boolean[size];
        String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
            wholes[i] = draws.number();
            reals[i] = draws.below(9) == 0 ? Double.NaN : draws.below(9) == 0 ? 1 / 0.0 : draws.below(100) / 10.0 - 5;
            truths[i] = draws.below(2) == 0;
            texts[i] = List.of("", "a", "b", "1", "-2.5", "NaN").get(draws.below(6));
        }
        return switch (type.kind()) {
            case REAL, DOUBLE ->
                type == ElementType.FLOAT8E8M0
                        ? OnnxTensor.ofFloats(new float[size], shape).as(type)
                        : Tensors.ofReals(type, reals, shape);
            case SIGNED, UNSIGNED -> Tensors.ofWholes(type, wholes, shape);
            case TRUTH -> OnnxTensor.ofBooleans(truths, shape);
            case TEXT -> OnnxTensor.ofTexts(texts, shape);
        };
    }

    private static OnnxAttribute attribute(Draws draws) {
        int length = draws.below(4);
        long[] longs = new long[length];
        float[] floats = new float[length];
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            longs[i] = draws.number();
            floats[i] = draws.below(10) - 5;
            texts.add(List.of("a", "b", "c", "").get(draws.below(4)));
        }
        return switch (draws.below(8)) {
            case 0, 1 -> new OnnxAttribute.OfInt(draws.number());
            case 2 -> new OnnxAttribute.OfInts(longs);
            case 3 -> new OnnxAttribute.OfFloat(draws.below(10) - 5);
            case 4 -> new OnnxAttribute.OfFloats(floats);
            case 5 -> new OnnxAttribute.OfTexts(texts);
            case 6 ->
                new OnnxAttribute.OfText(List.of("none", "sum", "mean", "standard", "nesterov", "L1", "L2", "up")
                        .get(draws.below(8)));
            default -> new OnnxAttribute.OfTensor(tensor(draws, type(draws), SHAPES[draws.below(SHAPES.length)]));
        };
    }
}
