package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.interop.onnx.OnnxAttribute;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of the first layer and touches every column by itself: choosing, ordering, joining and scaling the inputs, and what stands in for a missing
 * value.
 *
 * @param sources for each number that the network sees, where it comes from
 */
record ColumnMap(List<Source> sources) {
    /**
     * One number: scale value + shift.
     *
     * @param input of the graph
     * @param index in a row of the input
     * @param scale what the value is multiplied by
     * @param shift what is added
     * @param fill  what stands in for a missing value, NaN if nobody said
     */
    record Source(Term input, int index, double scale, double shift, double fill) {}

    /** Reads maps of terms; each term once. */
    static final class Reader {
        private static final int MOST_DEPTH = 1_000;

        private final Map<Term, ColumnMap> known = new HashMap<>();
        private int depth;

        /** The map that a term is; null if it is more than that. */
        @Nullable
        ColumnMap of(Term term) {
            if (known.containsKey(term)) {
                return known.get(term);
            }
            if (++depth > MOST_DEPTH) {
                depth--;
                return null;
            }
            ColumnMap map = read(term);
            depth--;
            if (map != null) {
                known.put(term, map);
            }
            return map;
        }

        private @Nullable ColumnMap read(Term term) {
            if (term.kind() == Term.Kind.INPUT) {
                List<Source> sources = new ArrayList<>();
                for (int i = 0; i < term.width(); i++) {
                    sources.add(new Source(term, i, 1, 0, Double.NaN));
                }
                return new ColumnMap(sources);
            } else if (term.kind() == Term.Kind.VIEW) {
                return of(term.argument(0));
            } else if (term.node() == null || term.row() == null) {
                return null;
            }
            if (term.is("Concat")) {
                return joined(term);
            } else if (term.is("Gather") || term.isMl("ArrayFeatureExtractor")) {
                return chosen(term);
            } else if (term.isMl("Scaler")) {
                return scaled(term);
            } else if (term.isMl("Imputer")) {
                return filled(term);
            }
            Piece.Affine affine = AffineRules.of(term);
            Term of = affine == null ? null : AffineRules.argument(term);
            ColumnMap map = of == null ? null : of(of);
            return map == null || affine == null ? null : map.then(affine);
        }

        private @Nullable ColumnMap joined(Term term) {
            List<Source> sources = new ArrayList<>();
            for (Term argument : term.arguments()) {
                ColumnMap map = argument.isConstant() ? null : of(argument);
                if (map == null) {
                    return null;
                }
                sources.addAll(map.sources());
            }
            return sources.size() == term.width() ? new ColumnMap(sources) : null;
        }

        private @Nullable ColumnMap chosen(Term term) {
            ColumnMap map = of(term.argument(0));
            if (map == null || !(TensorValues.array(term.argument(1).constant()) instanceof long[] indices)) {
                return null;
            }
            List<Source> sources = new ArrayList<>();
            for (long index : indices) {
                long at = index < 0 ? index + map.sources().size() : index;
                if (at < 0 || at >= map.sources().size()) {
                    return null;
                }
                sources.add(map.sources().get((int) at));
            }
            return new ColumnMap(sources);
        }

        /** (x - offset) scale. */
        private @Nullable ColumnMap scaled(Term term) {
            ColumnMap map = of(term.argument(0));
            double[] offset = map == null ? null : each(term, "offset", map.sources().size(), 0);
            double[] scale = map == null ? null : each(term, "scale", map.sources().size(), 1);
            if (map == null || offset == null || scale == null) {
                return null;
            }
            double[] shift = new double[scale.length];
            for (int i = 0; i < shift.length; i++) {
                shift[i] = -offset[i] * scale[i];
            }
            return map.then(new Piece.Affine(scale, shift));
        }

        private static double @Nullable [] each(Term term, String name, int width, double usual) {
            double[] values = new double[width];
            Arrays.fill(values, usual);
            if (term.attribute(name) instanceof OnnxAttribute.OfFloats found) {
                if (found.values().length != width && found.values().length != 1) {
                    return null;
                }
                for (int i = 0; i < width; i++) {
                    values[i] = found.values()[found.values().length == 1 ? 0 : i];
                }
            }
            return values;
        }

        /** Only of missing values (NaN), and of columns as they are. */
        private @Nullable ColumnMap filled(Term term) {
            ColumnMap map = of(term.argument(0));
            boolean missing = Double.isNaN(term.number("replaced_value_float", 0));
            if (map == null || !missing || !(term.attribute("imputed_value_floats") instanceof OnnxAttribute.OfFloats)) {
                return null;
            }
            double[] fills = each(term, "imputed_value_floats", map.sources().size(), 0);
            if (fills == null) {
                return null;
            }
            List<Source> sources = new ArrayList<>();
            for (int i = 0; i < fills.length; i++) {
                Source source = map.sources().get(i);
                if (source.scale() != 1 || source.shift() != 0) {
                    return null;
                }
                sources.add(new Source(source.input(), source.index(), 1, 0, fills[i]));
            }
            return new ColumnMap(sources);
        }
    }

    private ColumnMap then(Piece.Affine affine) {
        List<Source> mapped = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            double scale = affine.scale()[i];
            mapped.add(new Source(
                    source.input(),
                    source.index(),
                    source.scale() * scale,
                    source.shift() * scale + affine.shift()[i],
                    source.fill()));
        }
        return new ColumnMap(mapped);
    }
}
