package org.chainrule.interop.onnx.load;

import org.chainrule.interop.assemble.ImportOptions;
import org.chainrule.likelihood.Bernoulli;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Poisson;
import org.chainrule.network.Activate;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * The end of a graph: its last operator says what the outputs mean, and belongs to the likelihood.
 *
 * @param scores     z(L), what stands before it
 * @param likelihood what the outputs mean
 */
record Ending(Term scores, Likelihood likelihood) {
    /** Reads the end; what a person said about it goes first where both are possible. */
    static Ending of(Term last, ImportOptions options, long opset, String where) {
        Term term = bare(last);
        Term positive = positive(term);
        Term output = positive == null ? term : positive;
        Likelihood said = options.likelihood();
        if (output.is("Softmax") || output.is("LogSoftmax")) {
            if (!wholeRow(output, opset)) {
                throw Described.refused(
                        where, output.described(), "it is not taken over all outputs of a row; take it over the last axis");
            }
            if (said != null && !(said instanceof Categorical) || options.task() == Task.REGRESSION) {
                throw UserException.usage("the network in " + where + " ends with a softmax, so its outputs are"
                        + " probabilities of classes; leave --likelihood and --task out, or say categorical");
            }
            return new Ending(output.argument(0), said == null ? new Categorical(0) : said);
        }
        Term logit = output.width() == 1 ? logit(output, opset) : null;
        if (logit != null
                && (said == null ? options.task() != Task.REGRESSION || positive != null : said instanceof Bernoulli)) {
            return new Ending(logit, new Bernoulli());
        }
        if (positive != null) {
            throw UserException.usage("the network in " + where + " gives 1 - p and p, the probabilities of two classes;"
                    + " leave --likelihood out, or say bernoulli");
        }
        if (output.is("Exp") && (said == null || said instanceof Poisson)) {
            return new Ending(output.argument(0), new Poisson());
        }
        return new Ending(output, said != null ? said : usual(options, output.width()));
    }

    private static Likelihood usual(ImportOptions options, int width) {
        boolean classes = options.task() == Task.CLASSIFICATION || !options.classes().isEmpty();
        return !classes ? new Gaussian() : width == 1 ? new Bernoulli() : new Categorical(0);
    }

    private static @Nullable Term logit(Term output, long opset) {
        ActivationRules.Found found = ActivationRules.of(output, opset);
        return found != null
                        && found.pieces().size() == 1
                        && found.pieces().get(0) instanceof Piece.Whole whole
                        && whole.layer()
                                .layer()
                                .equals(new Activate(
                                        Activation.LOGISTIC))
                ? found.of()
                : null;
    }

    private static Term bare(Term term) {
        return term.kind() == Term.Kind.VIEW ? term.argument(0) : term;
    }

    /** The p of (1 - p, p), as scikit-learn's converter writes two classes; null if it is something else. */
    private static @Nullable Term positive(Term term) {
        if (!term.is("Concat") || term.arguments().size() != 2 || term.width() != 2) {
            return null;
        }
        Term p = bare(term.argument(1));
        Term other = bare(term.argument(0));
        boolean rest = other.is("Sub") && Factors.isUniform(other.argument(0), 1) && bare(other.argument(1)) == p;
        return rest ? p : null;
    }

    /** Before opset 13 a softmax took all dimensions from its axis on together; since then one. */
    private static boolean wholeRow(Term softmax, long opset) {
        int[] row = softmax.row();
        if (row == null || row.length == 0) {
            return false;
        }
        boolean old = opset < 13;
        int axis = RowShapes.axis(softmax.whole("axis", old ? 1 : -1), row.length);
        if (axis < 0) {
            return false;
        }
        for (int d = 0; d < row.length; d++) {
            boolean taken = old ? d >= axis : d == axis;
            if (!taken && row[d] != 1) {
                return false;
            }
        }
        return true;
    }
}
