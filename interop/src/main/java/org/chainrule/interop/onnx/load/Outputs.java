package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Which output of a graph is the network's: labels (what comes behind an {@code ArgMax}) give the names of the classes, the numbers before them are read. */
final class Outputs {
    private final Map<String, Term> values;
    private final String where;

    Outputs(Map<String, Term> values, String where) {
        this.values = values;
        this.where = where;
    }

    /**
     * What was chosen.
     *
     * @param term    the numbers
     * @param classes names of the classes, empty if the graph has none
     * @param dropped names of the outputs that are not read
     */
    record Chosen(Term term, List<String> classes, List<String> dropped) {}

    /** Chooses among the outputs; {@code wanted} is null if nobody named one. */
    Chosen choose(List<OnnxValue> outputs, @Nullable String wanted) {
        List<String> classes = List.of();
        List<String> names = new ArrayList<>();
        List<Term> numbers = new ArrayList<>();
        Term scores = null;
        for (OnnxValue output : outputs) {
            Term term = values.get(output.name());
            if (term == null) {
                throw Described.refused(
                        where,
                        "the output \"" + Described.text(output.name()) + "\"",
                        "no operator gives it; the file is damaged");
            }
            classes = classes.isEmpty() ? labels(term) : classes;
            Term bare = unwrapped(term);
            Term largest = argMax(bare);
            if (wanted != null ? output.name().equals(wanted) : largest == null) {
                names.add(output.name());
                numbers.add(wanted == null || largest == null ? bare : largest.argument(0));
            }
            scores = largest == null ? scores : largest.argument(0);
        }
        if (numbers.isEmpty() && wanted == null && scores != null) {
            numbers.add(scores);
        }
        Term last = last(numbers, names, outputs, wanted);
        List<String> dropped = outputs.stream()
                .map(OnnxValue::name)
                .filter(name -> unwrapped(values.get(name)) != last)
                .toList();
        return new Chosen(last, classes, dropped);
    }

    /** The one that all others are on the way to. */
    private Term last(List<Term> numbers, List<String> names, List<OnnxValue> outputs, @Nullable String wanted) {
        String all = String.join(
                ", ", outputs.stream().map(value -> Described.text(value.name())).toList());
        if (numbers.isEmpty()) {
            throw wanted == null
                    ? Described.refused(where, "no output", "a network gives numbers; export one with an output")
                    : UserException.usage("expected one of the outputs " + all + " of " + where + ", found \""
                            + Described.text(wanted) + "\"; name one of them with --output");
        }
        Term last = numbers.get(0);
        for (Term term : numbers) {
            last = term.id() > last.id() ? term : last;
        }
        Set<Term> before = ancestors(last);
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != last && !before.contains(numbers.get(i))) {
                throw UserException.usage("the graph in " + where + " has several outputs (" + all + "), of which \""
                        + Described.text(names.get(i)) + "\" is not on the way to the last; choose one with --output");
            }
        }
        return last;
    }

    private static Set<Term> ancestors(Term term) {
        Set<Term> seen = new LinkedHashSet<>();
        List<Term> open = new ArrayList<>(List.of(term));
        while (!open.isEmpty()) {
            for (Term argument : open.remove(open.size() - 1).arguments()) {
                if (seen.add(argument)) {
                    open.add(argument);
                }
            }
        }
        return seen;
    }

    /** Without the list of maps that scikit-learn's converter makes of probabilities. */
    private static Term unwrapped(Term term) {
        return term.isMl("ZipMap") ? term.argument(0) : term;
    }

    /** The {@code ArgMax} that a term stands behind; null if it does not. */
    private static @Nullable Term argMax(Term term) {
        if (term.is("ArgMax")) {
            return term;
        }
        return ancestors(term).stream()
                .filter(one -> one.is("ArgMax"))
                .findFirst()
                .orElse(null);
    }

    /** The names of the classes that a label is chosen from. */
    private static List<String> labels(Term term) {
        Set<Term> all = ancestors(term);
        all.add(term);
        for (Term one : all) {
            List<String> found = List.of();
            if (one.isMl("ArrayFeatureExtractor")
                    && one.argument(0).isConstant()
                    && one.arguments().size() == 2
                    && argMax(one.argument(1)) != null) {
                found = texts(one.argument(0).constant());
            } else if (one.is("Gather") && one.argument(0).isConstant() && argMax(one.argument(1)) != null) {
                found = texts(one.argument(0).constant());
            } else if (one.isMl("ZipMap")) {
                found = texts(one.attribute("classlabels_strings"));
                found = found.isEmpty() ? texts(one.attribute("classlabels_int64s")) : found;
            } else if (one.isMl("LabelEncoder") && argMax(one) != null) {
                found = byNumber(one);
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<String> texts(OnnxTensor tensor) {
        Object array = TensorValues.array(tensor);
        if (array instanceof String[] texts) {
            return List.of(texts);
        } else if (array instanceof long[] longs) {
            return Arrays.stream(longs).mapToObj(String::valueOf).toList();
        }
        return TensorValues.isNumeric(tensor)
                ? Arrays.stream(TensorValues.numbers(tensor))
                        .mapToObj(value -> value == Math.rint(value) && Math.abs(value) < 1e15
                                ? String.valueOf((long) value)
                                : String.valueOf(value))
                        .toList()
                : List.of();
    }

    private static List<String> texts(@Nullable OnnxAttribute attribute) {
        if (attribute instanceof OnnxAttribute.OfTexts texts) {
            return texts.values();
        } else if (attribute instanceof OnnxAttribute.OfInts ints) {
            return Arrays.stream(ints.values()).mapToObj(String::valueOf).toList();
        }
        return List.of();
    }

    /** Labels by the numbers 0, 1 and so on. */
    private static List<String> byNumber(Term term) {
        if (term.attribute("keys_int64s") instanceof OnnxAttribute.OfInts keys) {
            List<String> found = texts(term.attribute("values_strings"));
            found = found.isEmpty() ? texts(term.attribute("values_int64s")) : found;
            for (int i = 0; i < keys.values().length; i++) {
                if (keys.values()[i] != i) {
                    return List.of();
                }
            }
            return found.size() == keys.values().length ? found : List.of();
        }
        return List.of();
    }
}
