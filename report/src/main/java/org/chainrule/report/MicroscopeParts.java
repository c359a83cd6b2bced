package org.chainrule.report;

import java.util.List;
import org.chainrule.explain.WeightExplanation;

/** The strongest weight of each layer, and the chain rule of some of them as pictures. */
final class MicroscopeParts {
    private MicroscopeParts() {}

    /**
     * Writes the table and the pictures, which are folded.
     *
     * @param out         appended to
     * @param microscopes what was found
     * @param split       which rows
     */
    static void write(Markup out, Microscopes microscopes, String split) {
        out.element("h3", "The strongest weight of each layer");
        out.open("p", "class", "how");
        out.text("Over " + Numbers.count(microscopes.rows()) + " " + Names.display(split)
                + (microscopes.rows() == 1 ? " row" : " rows") + ", the weight of each layer with the largest gradient."
                + " Unfold one to see the paths by which it reaches the cost, with every number; ");
        out.element("code", "chainrule explain MODEL DATA --weight LAYER:FROM:TO --html FILE.html");
        out.text(" does the same for any weight and row.").close();
        table(out, microscopes);
        List<WeightExplanation> drawn = microscopes.explanations();
        for (int p = 0; p < drawn.size(); p++) {
            picture(out, drawn.get(p), microscopes, p);
        }
    }

    private static void table(Markup out, Microscopes microscopes) {
        Parts.table(out, "Strongest weights");
        out.open("thead").open("tr");
        out.element("th", "Weight", "scope", "col").element("th", "Layer", "scope", "col");
        out.element("th", "Value", "scope", "col", "class", "number");
        out.element("th", "Gradient", "scope", "col", "class", "number")
                .close()
                .close()
                .open("tbody");
        for (Microscopes.Strongest layer : microscopes.layers()) {
            String block = layer.address().block();
            out.open("tr").open("th", "scope", "row");
            Symbols.write(out, layer.address().symbol());
            out.close().element("td", block.substring(0, block.lastIndexOf('.')));
            out.element("td", Numbers.plain(layer.value(), 4), "class", "number");
            out.element("td", Numbers.plain(layer.gradient(), 4), "class", "number")
                    .close();
        }
        out.close();
        Parts.endTable(out);
    }

    private static void picture(Markup out, WeightExplanation explanation, Microscopes microscopes, int number) {
        out.open("details", "class", "microscope").open("summary");
        Symbols.write(out, explanation.address().symbol());
        out.text(": gradient " + Numbers.plain(explanation.gradient(), 4) + ", "
                        + Numbers.count(explanation.summary().count()) + " paths")
                .close();
        ExplanationSections.sentences(out, explanation, microscopes.names());
        out.open("div", "class", "chain-host", "data-microscope", String.valueOf(number));
        out.element("p", "The picture is drawn by JavaScript.");
        out.close().close();
    }
}
