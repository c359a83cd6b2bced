package org.chainrule.report;

import org.chainrule.explain.CauseText;
import org.chainrule.explain.Chain;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.WeightExplanation;

/** The parts of a page about a weight that are not tables. */
final class ExplanationSections {
    private ExplanationSections() {}

    /**
     * Writes the place of the picture.
     *
     * @param out appended to
     */
    static void picture(Markup out) {
        Parts.section(out, "picture", "The chain in the network");
        out.open("div", "id", "chain");
        out.element("p", "The picture is drawn by JavaScript. Its numbers are in the equations and tables below.");
        out.close().close();
    }

    /**
     * Writes why the gradient is small, large or without effect.
     *
     * @param out         appended to
     * @param explanation what is shown
     * @param names       what rows are called
     */
    static void causes(Markup out, WeightExplanation explanation, UnitNames names) {
        Parts.section(out, "causes", "In words");
        sentences(out, explanation, names);
        out.close();
    }

    /**
     * Writes the causes and the number of paths as a list.
     *
     * @param out         appended to
     * @param explanation what is shown
     * @param names       what rows are called
     */
    static void sentences(Markup out, WeightExplanation explanation, UnitNames names) {
        out.open("ul", "class", "causes");
        if (explanation.causes().isEmpty()) {
            out.element("li", "Nothing unusual: no unit on the way is off or saturated, and the paths do not cancel.");
        }
        CauseText.list(explanation, names).forEach(cause -> {
            out.open("li");
            Symbols.write(out, sentence(cause.text()));
            out.close();
        });
        double positive = explanation.summary().positive();
        double negative = explanation.summary().negative();
        out.element(
                "li",
                "Of " + Numbers.count(explanation.summary().count()) + " paths, "
                        + Numbers.count(explanation.summary().carrying())
                        + " carry something: the positive ones add up to "
                        + Numbers.plain(positive, 4) + ", the negative ones to " + Numbers.plain(-negative, 4)
                        + ".");
        out.close();
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ".";
    }

    /**
     * Writes the lecture's equations with their numbers.
     *
     * @param out         appended to
     * @param explanation has a chain
     * @param names       what units and rows are called
     */
    static void equations(Markup out, WeightExplanation explanation, UnitNames names) {
        Parts.section(out, "equations", "The chain rule with its numbers");
        Chain chain = explanation.chains().get(0);
        ParameterAddress address = explanation.address();
        out.open("p", "class", "lead");
        if (chain.source() != null && !names.input(chain.source()).isEmpty()) {
            Symbols.write(out, chain.source().symbol());
            out.text(" is the input ").name(names.input(chain.source())).text(". ");
        }
        if (explanation.chainCount() > 1) {
            boolean members = explanation.chainCount() > explanation.rows();
            out.text("The parameter is shared by " + Numbers.count(explanation.chainCount())
                    + (members ? " rows and members" : " rows")
                    + ", and its gradient is the sum over them. These are the numbers of row "
                    + names.row(chain.unit().row())
                    + (members ? ", member " + chain.unit().member() : "")
                    + ", which adds most; a delta has the row's share of the mean in it. ");
        }
        out.text(meaning(address));
        out.close();
        ChainEquations.write(out, explanation);
        out.close();
    }

    /** What takes the place of h_i for a parameter that is no weight of a dense layer. */
    private static String meaning(ParameterAddress address) {
        if (address.layer() > 0) {
            return address.isDenseWeight() ? "" : "A bias multiplies the constant 1.";
        }
        String block = address.block();
        String kind = block.substring(0, block.indexOf('.'));
        String part = block.substring(block.lastIndexOf('.') + 1);
        return switch (kind) {
            case "batchNorm", "layerNorm" ->
                part.equals("gain")
                        ? "A gain multiplies the normalised value of its column, which takes the place of h."
                        : "A shift is added to the normalised value, so 1 takes the place of h.";
            case "scale" -> "A factor multiplies what its layer reads, which takes the place of h.";
            case "batchEnsemble" ->
                part.equals("weight")
                        ? "The members share this weight: there is a chain for each, and the gradient is their sum."
                        : part.equals("bias")
                                ? "A bias of one member is added to what it computes, so 1 takes the place of h."
                                : "An adapter multiplies what one member reads or writes, which takes the place of h.";
            case "heads" -> "Every member has an output layer of its own: there is one chain, that of its member.";
            case "lookup" ->
                "A row of the table stands for one category: for rows of that category 1 takes the place of h, and all others have no part in it.";
            case "piecewiseLinear", "periodic" ->
                "An embedding: what it makes of its column, derived by the parameter, takes the place of h.";
            default -> "The derivative of the unit by the parameter takes the place of h.";
        };
    }
}
