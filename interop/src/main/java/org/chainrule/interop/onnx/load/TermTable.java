package org.chainrule.interop.onnx.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxNode;
import org.chainrule.interop.onnx.OnnxTensor;
import org.jspecify.annotations.Nullable;

/** Makes terms, one for equal computations. */
final class TermTable {
    /** What makes two operators the same computation. */
    private record Key(String operator, String domain, int output, List<Integer> arguments, Map<String, Object> by) {}

    /** What makes two constants the same. */
    private record Numbers(ElementType type, List<Integer> shape, int hash) {}

    private final Map<Key, Term> operators = new HashMap<>();
    private final Map<Numbers, List<Term>> constants = new HashMap<>();
    private final Term absent = new Term(0, Term.Kind.ABSENT, "", null, 0, List.of(), null, null, null);
    private int next = 1;

    Term absent() {
        return absent;
    }

    Term input(String name, int[] row) {
        return new Term(next++, Term.Kind.INPUT, name, null, 0, List.of(), null, row, null);
    }

    Term constant(String name, OnnxTensor tensor) {
        Object data = TensorValues.array(tensor);
        Numbers key = new Numbers(
                tensor.type(), Arrays.stream(tensor.shape()).boxed().toList(), TensorValues.hash(data));
        List<Term> same = constants.computeIfAbsent(key, any -> new java.util.ArrayList<>());
        for (Term term : same) {
            if (TensorValues.equal(TensorValues.array(term.constant()), data)) {
                return term;
            }
        }
        Term term = new Term(next++, Term.Kind.CONSTANT, name, null, 0, List.of(), tensor, null, null);
        same.add(term);
        return term;
    }

    /** The same numbers of a row in another shape. */
    Term view(Term of, int[] row) {
        Term base = of.kind() == Term.Kind.VIEW ? of.argument(0) : of;
        int[] own = base.row();
        if (Arrays.equals(own, row)) {
            return base;
        }
        Key key = new Key("", "", 0, List.of(base.id()), Map.of("row", Arrays.stream(row).boxed().toList()));
        return operators.computeIfAbsent(
                key,
                any -> new Term(next++, Term.Kind.VIEW, of.name(), null, 0, List.of(base), null, row, null));
    }

    Term operator(
            String name,
            OnnxNode node,
            int output,
            List<Term> arguments,
            int @Nullable [] row,
            @Nullable String obstacle) {
        Key key = new Key(
                node.operator(),
                node.domain(),
                output,
                arguments.stream().map(Term::id).toList(),
                comparable(node.attributes()));
        return operators.computeIfAbsent(
                key, any -> new Term(next++, Term.Kind.OPERATOR, name, node, output, arguments, null, row, obstacle));
    }

    private static Map<String, Object> comparable(Map<String, OnnxAttribute> attributes) {
        Map<String, Object> by = new HashMap<>();
        attributes.forEach((name, value) -> by.put(name, comparable(value)));
        return by;
    }

    private static Object comparable(OnnxAttribute attribute) {
        if (attribute instanceof OnnxAttribute.OfInts ints) {
            return Arrays.stream(ints.values()).boxed().toList();
        } else if (attribute instanceof OnnxAttribute.OfFloats floats) {
            return Arrays.hashCode(floats.values()) + ":" + Arrays.toString(floats.values());
        }
        // tensors are the same if they are one object
        return attribute;
    }
}
