package org.chainrule.report;

import org.chainrule.explain.Chain;
import org.chainrule.explain.ParameterAddress;
import org.chainrule.explain.WeightExplanation;

/** The head of a page about a weight: which it is, its gradient, and the numbers beside it. */
final class ExplanationHead {
    private ExplanationHead() {}

    /**
     * Writes title, gradient and key figures.
     *
     * @param out  appended to
     * @param page what is shown
     */
    static void write(Markup out, ExplanationPage page) {
        WeightExplanation explanation = page.explanation();
        ParameterAddress address = explanation.address();
        out.open("header", "class", "top");
        out.element("p", "Chainrule gradient microscope", "class", "eyebrow");
        out.open("h1").text("Why the gradient of ");
        Symbols.write(out, address.symbol());
        out.text(" is " + number(explanation.gradient())).close();
        out.open("p", "class", "subtitle").text(what(address)).text(" of ").name(page.model());
        out.text(" · " + rows(page) + " of ").name(page.data()).close();
        out.open("div", "class", "headline").open("div", "class", "hero");
        out.open("p", "class", "big-label").text("∂J/∂");
        Symbols.write(out, address.symbol());
        out.close();
        out.element("p", Numbers.plain(explanation.gradient(), 4), "class", "big");
        out.element("p", witness(explanation), "class", "big-note");
        out.close().open("dl", "class", "tiles");
        tile(out, "Value of the parameter", number(explanation.value()), "");
        tile(
                out,
                "Central difference",
                number(explanation.difference().value()),
                explanation.difference().kinked() ? "a step crosses a kink" : "the cost, moved by hand");
        tile(out, "Cost J", number(explanation.cost()), explanation.rows() == 1 ? "of this row" : "mean of the rows");
        Chain chain =
                explanation.chains().isEmpty() ? null : explanation.chains().get(0);
        String share = explanation.chainCount() > 1 ? "largest of " + explanation.chainCount() + " chains" : "";
        tile(out, "Paths to the cost", Numbers.count(explanation.summary().count()), chain == null ? "" : share);
        out.close().close();
        if (!page.remark().isEmpty()) {
            out.element("p", Names.sentence(page.remark()), "class", "subtitle");
        }
        out.close();
    }

    private static String number(double value) {
        return Numbers.plain(value, 5);
    }

    private static String what(ParameterAddress address) {
        return address.isDenseWeight()
                ? "Weight from unit " + address.row() + " to unit " + address.column() + " of dense layer "
                        + address.layer()
                : address.layer() > 0
                        ? "Bias of unit " + address.column() + " of dense layer " + address.layer()
                        : "Parameter " + address.block();
    }

    private static String rows(ExplanationPage page) {
        int rows = page.explanation().rows();
        return rows == 1 ? "row " + page.names().row(0) : "mean over " + Numbers.count(rows) + " rows";
    }

    private static String witness(WeightExplanation explanation) {
        double gradient = explanation.gradient();
        double difference = explanation.difference().value();
        if (explanation.difference().kinked()) {
            return "By the chain rule. A central difference means nothing here: its step crosses a kink.";
        }
        double size = Math.max(Math.abs(gradient), Math.abs(difference));
        double error = size == 0 ? 0 : Math.abs(gradient - difference) / size;
        return size == 0
                ? "By the chain rule, and by a central difference."
                : "By the chain rule; a central difference agrees to " + Numbers.plain(error, 2) + " of it.";
    }

    private static void tile(Markup out, String label, String value, String note) {
        out.open("div", "class", "tile").element("dt", label);
        out.open("dd").element("span", value, "class", "value");
        if (!note.isEmpty()) {
            out.element("span", note, "class", "note");
        }
        out.close().close();
    }
}
