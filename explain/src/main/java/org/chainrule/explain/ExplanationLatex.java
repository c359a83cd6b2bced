package org.chainrule.explain;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The chain as an {@code align*} environment of amsmath with the numbers filled in, ready for a slide; the tags are the lecture's equations. */
public final class ExplanationLatex {
    private static final int LISTED = 4;

    private ExplanationLatex() {}

    /**
     * Writes the chain of the row and member with the largest product.
     *
     * @param explanation what to write
     * @return LaTeX, for a document that uses amsmath
     */
    public static String of(WeightExplanation explanation) {
        StringBuilder text = new StringBuilder("\\begin{align*}\n");
        String derivative = "\\frac{\\partial J_{\\mathrm{ML}}}{\\partial " + parameter(explanation.address()) + "}";
        if (explanation.chains().isEmpty()) {
            return text.append(derivative + " &= " + number(explanation.gradient()) + " \\tag{1}\n\\end{align*}\n")
                    .toString();
        }
        Chain chain = explanation.chains().get(0);
        String delta = delta(chain.unit());
        String input = input(chain.inputSymbol());
        text.append(derivative + " &= " + (explanation.chainCount() > 1 ? "\\sum " : "") + input + "\\," + delta
                + " \\tag{4}\\\\\n");
        if (!chain.terms().isEmpty()) {
            terms(chain, delta, text);
        }
        if (!explanation.outputs().isEmpty()) {
            output(explanation.outputs(), chain, text);
        }
        text.append(input + "\\," + delta + " &= " + number(chain.input()) + " \\cdot " + bracketed(chain.delta())
                + " = " + number(chain.product()) + " \\tag{6}\\\\\n");
        text.append(derivative + " &= " + number(explanation.gradient()) + " \\tag{1}\n\\end{align*}\n");
        return text.toString();
    }

    private static void terms(Chain chain, String delta, StringBuilder text) {
        Unit next = chain.terms().get(0).target();
        boolean dense = next.value().startsWith("z(") && chain.unit().value().startsWith("z(");
        String slope = chain.factors().stream().map(ExplanationLatex::factor).collect(Collectors.joining("\\,"));
        String layer = next.value().substring(next.value().indexOf('(') + 1).replace(")", "");
        String sum = dense
                ? "\\sum_k w_{" + chain.unit().index() + ",k}^{(" + layer + ")}\\,\\delta_k^{(" + layer + ")}"
                : "\\sum_k \\frac{\\partial v_k}{\\partial " + symbol(chain.unit())
                        + "}\\,\\frac{\\partial J_{\\mathrm{ML}}}{\\partial v_k}";
        text.append(delta + " &= " + slope + " " + sum + " \\tag{5, 9}\\\\\n");
        List<DeltaTerm> largest = chain.terms().stream()
                .sorted(Comparator.comparingDouble((DeltaTerm term) -> -Math.abs(term.product())))
                .limit(LISTED)
                .toList();
        String numbers = largest.stream()
                .map(term -> (term.equals(largest.get(0)) ? number(term.factor()) : bracketed(term.factor()))
                        + " \\cdot " + bracketed(term.delta()))
                .collect(Collectors.joining(" + "));
        String more = chain.terms().size() > largest.size() ? " + \\dots" : "";
        text.append(" &= " + number(chain.slope()) + " \\left(" + numbers + more + "\\right) = " + number(chain.delta())
                + "\\\\\n");
    }

    private static void output(List<OutputDelta> outputs, Chain chain, StringBuilder text) {
        OutputDelta output = outputs.stream()
                .filter(candidate -> candidate.unit().equals(chain.unit()))
                .findFirst()
                .orElse(outputs.stream()
                        .max(Comparator.comparingDouble((OutputDelta o) -> Math.abs(o.delta())))
                        .orElse(outputs.get(0)));
        int k = output.unit().index();
        boolean single = output.terms().size() == 1;
        String general = single
                ? "\\frac{\\partial J_{\\mathrm{ML}}}{\\partial o_{" + k + "}}\\,o'(z_{" + k + "}^{(L)})"
                : "\\sum_m \\frac{\\partial J_{\\mathrm{ML}}}{\\partial o_m}\\,\\frac{\\partial o_m}{\\partial z_{" + k
                        + "}^{(L)}}";
        text.append("\\delta_{" + k + "}^{(L)} &= " + general + " = " + number(output.delta()) + " \\tag{10}\\\\\n");
    }

    private static String factor(Factor factor) {
        return switch (factor.kind()) {
            case ACTIVATE -> "\\phi'(" + symbol(factor.unit()) + ")";
            case DROPOUT -> "\\mu(" + symbol(factor.unit()) + ")";
            default -> "s(" + symbol(factor.unit()) + ")";
        };
    }

    private static String delta(Unit unit) {
        return unit.value().startsWith("z(")
                ? "\\delta" + symbol(unit).substring(1)
                : "\\frac{\\partial J_{\\mathrm{ML}}}{\\partial " + symbol(unit) + "}";
    }

    private static String symbol(Unit unit) {
        int open = unit.value().indexOf('(');
        return open < 0
                ? "\\mathrm{" + unit.value() + "}_{" + unit.index() + "}"
                : unit.value().substring(0, open) + "_{" + unit.index() + "}^{"
                        + unit.value().substring(open) + "}";
    }

    /** {@code h_3(1)} and its relatives. */
    private static String input(String symbol) {
        int line = symbol.indexOf('_');
        int open = symbol.indexOf('(');
        if (line > 0 && open > line) {
            return symbol.substring(0, line) + "_{" + symbol.substring(line + 1, open) + "}^{" + symbol.substring(open)
                    + "}";
        }
        return symbol.equals("1") ? "1" : "\\mathrm{" + symbol.replace("_", "\\_") + "}";
    }

    private static String parameter(ParameterAddress address) {
        if (address.layer() == 0) {
            return "\\mathrm{" + address.block() + "}_{" + address.row() + "," + address.column() + "}";
        }
        return address.isDenseWeight()
                ? "w_{" + address.row() + "," + address.column() + "}^{(" + address.layer() + ")}"
                : "b_{" + address.column() + "}^{(" + address.layer() + ")}";
    }

    private static String bracketed(double value) {
        return value < 0 ? "(" + number(value) + ")" : number(value);
    }

    /** Four digits; powers of ten as LaTeX has them. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.4g", value + 0.0); // -0 is 0
        int e = text.indexOf('e');
        return e < 0
                ? text
                : text.substring(0, e) + " \\times 10^{"
                        + Integer.parseInt(text.substring(e + 1).replace("+", "")) + "}";
    }
}
