package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;

/** Which elements along an axis are the largest or smallest. NaN counts as larger than every number. */
final class Ranking {
    private Ranking() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("ArgMax", 1, "numbers", call -> extreme(call, 1)),
                Operator.of("ArgMin", 1, "numbers", call -> extreme(call, -1)),
                new Operator("", "TopK", 10, "numbers", "", Ranking::topK));
    }

    /** How two elements of a tensor, given by their indices, compare. */
    private static Comparator<Integer> order(Call call, OnnxTensor input) {
        return switch (input.type().kind()) {
            case REAL -> (a, b) -> compare(input.floats()[a], input.floats()[b]);
            case DOUBLE -> (a, b) -> compare(input.doubles()[a], input.doubles()[b]);
            case SIGNED, UNSIGNED ->
                (a, b) -> Elementwise.compare(
                        input.longs()[a], input.longs()[b], input.type().kind() == ElementType.Kind.UNSIGNED);
            default -> throw call.refused("numbers", input.type().toString());
        };
    }

    /** Zeros of either sign are equal, NaN is the largest. */
    private static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }

    private static OnnxTensor extreme(Call call, int sign) {
        OnnxTensor input = call.input(0);
        Comparator<Integer> order = order(call, input);
        int[] shape = input.shape();
        int axis = call.axis(call.whole("axis", 0), shape.length);
        boolean last = call.flag("select_last_index", false);
        boolean keep = call.flag("keepdims", true);
        Groups groups = Groups.along(shape, axis);
        if (groups.size() == 0) {
            throw call.refused("something to choose from", "no elements");
        }
        call.spend(input.size());
        long[] positions = new long[call.allocate(groups.outer())];
        for (int group = 0; group < groups.count(); group++) {
            int begin = group * groups.size();
            int best = 0;
            for (int i = 1; i < groups.size(); i++) {
                int compared = sign * order.compare(groups.indices()[begin + i], groups.indices()[begin + best]);
                best = compared > 0 || last && compared == 0 ? i : best;
            }
            positions[group] = best;
        }
        shape[axis] = 1;
        return OnnxTensor.ofLongs(positions, keep ? shape : groups.outer());
    }

    /** Of equal elements the first come first. */
    private static List<OnnxTensor> topK(Call call) {
        OnnxTensor input = call.input(0);
        long[] wanted = call.wholes(1);
        int[] shape = input.shape();
        int axis = call.axis(call.whole("axis", -1), shape.length);
        if (wanted.length != 1 || wanted[0] < 0 || wanted[0] > shape[axis]) {
            throw call.refused(
                    "one k from 0 to " + shape[axis],
                    Arrays.toString(Arrays.copyOf(wanted, Math.min(wanted.length, 3))));
        }
        int k = (int) wanted[0];
        boolean largest = call.flag("largest", true);
        Comparator<Integer> order = order(call, input);
        Comparator<Integer> wantedFirst = largest ? order.reversed() : order;
        Groups groups = Groups.along(shape, axis);
        call.spend(32L * input.size());
        shape[axis] = k;
        int[] picked = new int[call.allocate(shape)];
        long[] positions = new long[call.allocate(shape)];
        Groups target = Groups.along(shape, axis);
        for (int group = 0; group < groups.count(); group++) {
            int begin = group * groups.size();
            int[] best = IntStream.range(0, groups.size())
                    .boxed()
                    .sorted((a, b) -> wantedFirst.compare(groups.indices()[begin + a], groups.indices()[begin + b]))
                    .limit(k)
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int i = 0; i < k; i++) {
                int at = target.indices()[group * k + i];
                picked[at] = groups.indices()[begin + best[i]];
                positions[at] = best[i];
            }
        }
        return List.of(Tensors.pick(input, picked, shape), OnnxTensor.ofLongs(positions, shape));
    }
}
