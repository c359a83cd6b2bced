package org.chainrule.report;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.doctor.GradientFlow;

/** The flow of deltas and gradients through the layers. */
final class FlowParts {
    private static final double VANISHING = 1e-3;
    private static final double EXPLODING = 1e3;

    /** Of the units of a layer, from which on they are worth a sentence. */
    private static final double NOTABLE = 0.1;

    private FlowParts() {}

    /**
     * Writes the charts and the table.
     *
     * @param out   appended to
     * @param flow  deltas and gradients, layer by layer
     * @param split which rows
     */
    static void write(Markup out, GradientFlow flow, String split) {
        out.open("div", "class", "pair");
        Parts.figure(
                out,
                "",
                "deltas",
                "Deltas by layer",
                summary(flow, split),
                "A delta says how much the cost of a row moves with a unit's input; it starts at the output, on the right, and is"
                        + " handed down to the left. The thick bar holds the middle half of the units and rows, the thin one 90\u202F%,"
                        + " the line is the norm of the layer. A level line is healthy. Each step down the axis is a factor of ten.");
        Parts.figure(
                out,
                "",
                "gradients",
                "Gradients by layer",
                "Gradients of the mean cost of the same rows, at the weights that were kept: " + gradients(flow) + ".",
                "The same for the gradients of single weights: what the optimiser is given. After a training that has come to its"
                        + " end they are small everywhere; one layer far below the others learns much slower than they do.");
        out.close();
        table(out, flow);
    }

    private static String summary(GradientFlow flow, String split) {
        String rows = "One pass of " + Numbers.count(flow.rows()) + " " + Names.display(split)
                + (flow.rows() == 1 ? " row" : " rows") + ", in double precision. ";
        return rows + "\n" + reach(flow.reach()) + " " + units(flow.layers());
    }

    private static String reach(double reach) {
        if (!Double.isFinite(reach)) {
            return reach > 0 ? "The deltas explode on the way back to the first layer." : "";
        }
        if (reach == 0) {
            return "No delta arrives at the first layer: it cannot learn.";
        }
        if (reach < VANISHING) {
            return "The deltas vanish: at the first layer they are " + Numbers.significant(1 / reach, 2)
                    + " times smaller than at the output, so it hardly learns.";
        }
        if (reach > EXPLODING) {
            return "The deltas explode: at the first layer they are " + Numbers.significant(reach, 2)
                    + " times larger than at the output, which makes steps unsteady.";
        }
        return "The deltas neither vanish nor explode: at the first layer they are " + Numbers.significant(reach, 2)
                + " times as large as at the output.";
    }

    private static String units(List<GradientFlow.Layer> layers) {
        List<String> found = new ArrayList<>();
        boolean any = false;
        boolean judged = false;
        for (GradientFlow.Layer layer : layers) {
            double share = Double.isNaN(layer.dead()) ? layer.saturated() : layer.dead();
            judged |= !Double.isNaN(share);
            any |= share > 0;
            if (share >= NOTABLE) {
                found.add(Numbers.percent(share) + " of the units of " + layer.name()
                        + (Double.isNaN(layer.dead()) ? " are saturated" : " are dead") + " on these rows");
            }
        }
        if (!found.isEmpty()) {
            return String.join("; ", found) + ".";
        }
        return !judged
                ? ""
                : any
                        ? "Few units are dead or saturated on these rows."
                        : "No unit is dead or saturated on these rows.";
    }

    private static String gradients(GradientFlow flow) {
        List<GradientFlow.Layer> layers = flow.layers();
        GradientFlow.Layer first = layers.get(0);
        GradientFlow.Layer last = layers.get(layers.size() - 1);
        return layers.size() == 1
                ? "norm " + Numbers.brief(first.gradientNorm())
                : "norm " + Numbers.brief(first.gradientNorm()) + " in " + first.name() + ", "
                        + Numbers.brief(last.gradientNorm()) + " in " + last.name();
    }

    private static void table(Markup out, GradientFlow flow) {
        Parts.table(
                out,
                "Layers from input to output. Dead: flat on all rows, so that no delta passes. Saturated: at its limits on nearly all"
                        + " rows. Off: units and rows where the slope of the activation is nearly 0.");
        out.open("thead").open("tr").element("th", "Layer", "scope", "col").element("th", "Activation", "scope", "col");
        for (String title : List.of("Units", "Delta", "Gradient", "Weights", "Dead", "Saturated", "Off")) {
            out.element("th", title, "scope", "col", "class", "number");
        }
        out.close().close().open("tbody");
        for (GradientFlow.Layer layer : flow.layers()) {
            out.open("tr").element("th", layer.name(), "scope", "row");
            boolean embedding = layer.activation().equals(GradientFlow.EMBEDDING);
            out.element("td", embedding || layer.activation().isEmpty() ? Numbers.UNKNOWN : layer.activation());
            String units = (layer.members() > 1 ? layer.members() + " × " : "") + Numbers.count(layer.units());
            for (String cell : List.of(
                    units,
                    Numbers.significant(layer.deltaNorm(), 3),
                    Numbers.significant(layer.gradientNorm(), 3),
                    Numbers.significant(layer.weightNorm(), 3),
                    Numbers.percent(layer.dead()),
                    Numbers.percent(layer.saturated()),
                    Numbers.percent(layer.flat()))) {
                out.element("td", cell, "class", "number");
            }
            out.close();
        }
        out.close();
        Parts.endTable(out);
    }
}
