package org.chainrule.interop.onnx.run;

import java.util.List;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** Comparisons, truth values and choices, whose shapes are broadcast. */
final class Comparisons {
    private Comparisons() {}

    /** What a comparison says of the order of two numbers. */
    private interface Order {
        boolean holds(int sign);
    }

    /** A function of two truth values. */
    private interface Connective {
        boolean apply(boolean a, boolean b);
    }

    static List<Operator> operators() {
        return List.of(
                Operator.of("Equal", 1, "any", Comparisons::equal),
                Operator.of("Less", 1, "numbers", call -> ordered(call, sign -> sign < 0)),
                Operator.of("LessOrEqual", 12, "numbers", call -> ordered(call, sign -> sign <= 0)),
                Operator.of("Greater", 1, "numbers", call -> ordered(call, sign -> sign > 0)),
                Operator.of("GreaterOrEqual", 12, "numbers", call -> ordered(call, sign -> sign >= 0)),
                Operator.of("And", 1, "truth values", call -> connected(call, (a, b) -> a && b)),
                Operator.of("Or", 1, "truth values", call -> connected(call, (a, b) -> a || b)),
                Operator.of("Xor", 1, "truth values", call -> connected(call, (a, b) -> a != b)),
                Operator.of("Where", 9, "any", Comparisons::where));
    }

    /** The operands of a node of two, at every position of their common shape. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Pairs(OnnxTensor a, OnnxTensor b, int[] ofA, int[] ofB, int[] shape) {
        static Pairs of(Call call) {
            OnnxTensor a = call.input(0);
            OnnxTensor b = Arithmetic.aligned(call, a, call.input(1));
            if (a.type() != b.type()) {
                throw call.refused("operands of one type", a.type() + " and " + b.type());
            }
            int[] shape = Shapes.broadcast(call, a.shape(), b.shape());
            call.allocate(shape);
            return new Pairs(
                    a, b, Shapes.broadcastIndices(a.shape(), shape), Shapes.broadcastIndices(b.shape(), shape), shape);
        }
    }

    private static OnnxTensor ordered(Call call, Order order) {
        Pairs pairs = Pairs.of(call);
        boolean[] truths = new boolean[pairs.ofA().length];
        if (pairs.a().type().isReal()) {
            double[] a = Tensors.reals(pairs.a());
            double[] b = Tensors.reals(pairs.b());
            for (int i = 0; i < truths.length; i++) {
                double left = a[pairs.ofA()[i]];
                double right = b[pairs.ofB()[i]];
                boolean comparable = !Double.isNaN(left) && !Double.isNaN(right);
                truths[i] = comparable && order.holds(left < right ? -1 : left > right ? 1 : 0);
            }
        } else {
            boolean unsigned = pairs.a().type().kind() == ElementType.Kind.UNSIGNED;
            long[] a = call.wholes(0);
            long[] b = call.wholes(1);
            for (int i = 0; i < truths.length; i++) {
                truths[i] = order.holds(Elementwise.compare(a[pairs.ofA()[i]], b[pairs.ofB()[i]], unsigned));
            }
        }
        return OnnxTensor.ofBooleans(truths, pairs.shape());
    }

    private static OnnxTensor equal(Call call) {
        if (call.input(0).type().isReal()) {
            return ordered(call, sign -> sign == 0);
        }
        Pairs pairs = Pairs.of(call);
        boolean[] truths = new boolean[pairs.ofA().length];
        for (int i = 0; i < truths.length; i++) {
            int at = pairs.ofA()[i];
            int with = pairs.ofB()[i];
            truths[i] = switch (pairs.a().type().kind()) {
                case TRUTH -> pairs.a().booleans()[at] == pairs.b().booleans()[with];
                case TEXT -> pairs.a().texts()[at].equals(pairs.b().texts()[with]);
                default -> pairs.a().longs()[at] == pairs.b().longs()[with];
            };
        }
        return OnnxTensor.ofBooleans(truths, pairs.shape());
    }

    private static OnnxTensor connected(Call call, Connective connective) {
        boolean[] a = call.truths(0);
        boolean[] b = call.truths(1);
        Pairs pairs = Pairs.of(call);
        boolean[] truths = new boolean[pairs.ofA().length];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = connective.apply(a[pairs.ofA()[i]], b[pairs.ofB()[i]]);
        }
        return OnnxTensor.ofBooleans(truths, pairs.shape());
    }

    private static OnnxTensor where(Call call) {
        boolean[] truths = call.truths(0);
        OnnxTensor yes = call.input(1);
        OnnxTensor no = call.input(2);
        if (yes.type() != no.type()) {
            throw call.refused("choices of one type", yes.type() + " and " + no.type());
        }
        int[] condition = call.input(0).shape();
        int[] shape = Shapes.broadcast(call, condition, yes.shape(), no.shape());
        int size = call.allocate(shape);
        int[] ofCondition = Shapes.broadcastIndices(condition, shape);
        int[] ofYes = Shapes.broadcastIndices(yes.shape(), shape);
        int[] ofNo = Shapes.broadcastIndices(no.shape(), shape);
        Object chosen = Tensors.newArray(yes.type(), size);
        for (int i = 0; i < size; i++) {
            boolean truth = truths[ofCondition[i]];
            Object from = Tensors.array(truth ? yes : no);
            System.arraycopy(from, truth ? ofYes[i] : ofNo[i], chosen, i, 1);
        }
        return Tensors.of(yes.type(), chosen, shape);
    }
}
