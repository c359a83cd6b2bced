package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.chainrule.interop.onnx.load.Piece.Block;
import org.chainrule.interop.onnx.load.Piece.Product;
import org.chainrule.interop.onnx.load.Piece.Whole;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Reads a term as a chain of layers, from the last back to the inputs. */
final class ChainReader {
    private static final int MOST_DEPTH = 1_000;

    private final long opset;
    private final String where;
    private final ColumnMap.Reader columns = new ColumnMap.Reader();
    private @Nullable ColumnMap map;
    private boolean doubles;
    private int depth;

    ChainReader(long opset, String where) {
        this.opset = opset;
        this.where = where;
    }

    /** The pieces from the inputs to a term. */
    List<Piece> read(Term term) {
        return read(term, null);
    }

    /** What stands in front of the first layer; known once a chain was read. */
    ColumnMap map() {
        if (map == null) {
            throw new IllegalStateException("no chain was read");
        }
        return map;
    }

    /** Whether a weight is of 64 bits. */
    boolean doubles() {
        return doubles;
    }

    private List<Piece> read(Term term, @Nullable Term from) {
        if (term == from) {
            return new ArrayList<>();
        }
        ColumnMap front = from == null ? columns.of(term) : null;
        if (front != null) {
            map = front;
            return new ArrayList<>();
        }
        if (++depth > MOST_DEPTH) {
            throw refused(term, "more than " + MOST_DEPTH + " operators follow each other; use a shallower network");
        }
        try {
            return step(term, from);
        } finally {
            depth--;
        }
    }

    private List<Piece> step(Term term, @Nullable Term from) {
        if (term.kind() == Term.Kind.VIEW) {
            return read(term.argument(0), from);
        } else if (term.kind() != Term.Kind.OPERATOR || term.obstacle() != null) {
            String why = term.obstacle();
            throw refused(term, why != null ? why : "it does not depend on the input of the block it stands in");
        }
        ActivationRules.Found found = ActivationRules.of(term, opset);
        found = found == null ? NormalizationRules.of(term) : found;
        if (found != null) {
            return then(found.of(), from, found.pieces());
        }
        Affine affine = AffineRules.of(term);
        if (affine != null) {
            Term of = AffineRules.argument(term);
            return then(of == null ? term.argument(0) : of, from, List.of(affine));
        }
        if (term.is("Gemm")) {
            return then(term.argument(0), from, gemm(term));
        } else if (term.is("MatMul")) {
            return then(term.argument(0), from, List.of(product(term)));
        } else if (term.is("Dropout")) {
            return then(term.argument(0), from, dropout(term));
        } else if ((term.is("Add") || term.is("Sum")) && term.arguments().size() == 2) {
            return residual(term, from);
        }
        throw refused(term, Reasons.of(term));
    }

    private List<Piece> then(Term of, @Nullable Term from, List<Piece> pieces) {
        List<Piece> chain = read(of, from);
        chain.addAll(pieces);
        return chain;
    }

    private List<Piece> gemm(Term term) {
        int[] row = term.row();
        if (row == null || term.whole("transA", 0) != 0) {
            throw refused(term, Reasons.product(term));
        }
        double alpha = term.number("alpha", 1);
        OnnxTensor tensor = term.argument(1).constant();
        doubles |= tensor.type() == ElementType.DOUBLE;
        int out = term.width();
        int in = term.argument(0).width();
        double[] weight = TensorValues.numbers(tensor).clone();
        if (term.whole("transB", 0) != 0) {
            weight = transposed(weight, in, out);
        }
        for (int e = 0; alpha != 1 && e < weight.length; e++) {
            weight[e] *= alpha;
        }
        double[] bias = new double[0];
        if (term.has(2)) {
            double[] numbers =
                    term.argument(2).isConstant() ? TensorValues.perUnit(term.argument(2).constant(), row) : null;
            if (numbers == null) {
                throw refused(term, "its bias is not one number a unit; a dense layer adds the same bias to every row");
            }
            double beta = term.number("beta", 1);
            bias = numbers;
            for (int j = 0; beta != 1 && j < bias.length; j++) {
                bias[j] *= beta;
            }
        }
        return List.of(new Product(weight, bias, in, out));
    }

    private static double[] transposed(double[] weight, int in, int out) {
        double[] transposed = new double[weight.length];
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) {
                transposed[i * out + j] = weight[j * in + i];
            }
        }
        return transposed;
    }

    private Piece product(Term term) {
        Term x = term.argument(0);
        if (term.row() == null || !x.isVector() || x.isConstant()) {
            throw refused(term, Reasons.product(term));
        }
        OnnxTensor weight = term.argument(1).constant();
        doubles |= weight.type() == ElementType.DOUBLE;
        return new Product(TensorValues.numbers(weight), new double[0], x.width(), term.width());
    }

    private List<Piece> dropout(Term term) {
        boolean training = term.has(2)
                && !(term.argument(2).isConstant()
                        && TensorValues.array(term.argument(2).constant()) instanceof boolean[] flags
                        && !flags[0]);
        if (training) {
            throw refused(term, "it drops units in predictions too; call model.eval() before the export");
        }
        double rate = term.has(1)
                ? Factors.uniform(term.argument(1)).orElse(0.5)
                : term.number("ratio", 0.5);
        double written = Double.parseDouble(Float.toString((float) rate));
        return written > 0 && written < 1 ? List.of(new Whole(WeightedLayer.dropout(written))) : List.of();
    }

    /** x + body(x): one side is on the way to the other. */
    private List<Piece> residual(Term term, @Nullable Term from) {
        for (int i = 0; i < 2; i++) {
            Term x = term.argument(i);
            Term body = term.argument(1 - i);
            if (!x.isConstant() && x != body && x.width() == body.width() && reaches(body, x)) {
                List<Piece> block = read(body, x);
                return then(x, from, List.of(new Block(block)));
            }
        }
        throw refused(
                term,
                "it adds two values of which neither is computed from the other; a residual block adds its input as it is,"
                        + " without a projection");
    }

    /** Whether a term is computed from another. */
    private static boolean reaches(Term term, Term target) {
        Set<Term> seen = new HashSet<>();
        List<Term> open = new ArrayList<>(List.of(term));
        while (!open.isEmpty()) {
            Term next = open.remove(open.size() - 1);
            if (next == target) {
                return true;
            }
            for (Term argument : next.arguments()) {
                if (argument.id() >= target.id() && seen.add(argument)) {
                    open.add(argument);
                }
            }
        }
        return false;
    }

    private UserException refused(Term term, String why) {
        return Described.refused(where, term.described(), why);
    }
}
