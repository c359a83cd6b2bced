package org.chainrule.report;

import java.util.List;

/** The picture of the network as trained: units and links of a small one, and the blocks of any, with their weights. */
final class NetworkParts {
    /** More heat maps would make the page long and say little. */
    static final int MOST_HEATS = 12;

    private static final int MOST_COLUMNS = 30;

    private NetworkParts() {}

    /**
     * Writes the picture.
     *
     * @param out     appended to
     * @param picture the network
     */
    static void write(Markup out, NetworkPicture picture) {
        if (picture.drawing() != null) {
            Parts.figure(
                    out,
                    "",
                    "network",
                    "Units and links",
                    "Every unit and every weight of the network, as trained.",
                    "Read it from left to right: a line is a weight, the thicker the larger. Point at a unit to see only what"
                            + " it is connected to, and its bias.",
                    "positive",
                    "Positive weight",
                    "negative",
                    "Negative weight");
        }
        out.open("figure", "class", "figure", "aria-labelledby", "figure-blocks");
        out.element("h3", "Layer by layer", "id", "figure-blocks");
        out.open("ol", "class", "blocks");
        inputs(out, picture);
        int heats = 0;
        for (NetworkPicture.Block block : picture.blocks()) {
            heats += block(out, block, heats) ? 1 : 0;
        }
        outputs(out, picture);
        out.close();
        Parts.caption(
                out,
                summary(picture),
                "A row goes from top to bottom through the layers; a residual block is indented, and what enters it is added to what"
                        + " leaves it. The maps show the weights, one line for each input of a layer and one column for each unit:"
                        + " blue is positive, orange negative. Where a cell stands for several weights it is grey, and the stronger"
                        + " the tone the larger they are (root mean square). A faint line is an input that the layer hardly uses.");
        out.close();
    }

    private static String summary(NetworkPicture picture) {
        long parameters = picture.blocks().stream()
                .mapToLong(NetworkPicture.Block::parameters)
                .sum();
        long layers = picture.blocks().stream()
                .filter(block -> block.weights() != null)
                .count();
        return Numbers.count(parameters) + " parameters; " + Numbers.count(layers)
                + (layers == 1 ? " layer" : " layers") + " with a weight matrix, from "
                + Numbers.count(picture.inputs()) + (picture.inputs() == 1 ? " input" : " inputs") + " to "
                + Numbers.count(
                        picture.outputs().isEmpty()
                                ? width(picture)
                                : picture.outputs().size())
                + (picture.outputs().size() == 1 ? " output." : " outputs.")
                + (layers > MOST_HEATS ? " Maps are shown of the first " + MOST_HEATS + "." : "");
    }

    private static int width(NetworkPicture picture) {
        List<NetworkPicture.Block> blocks = picture.blocks();
        return blocks.isEmpty()
                ? picture.inputs()
                : blocks.get(blocks.size() - 1).units();
    }

    private static void inputs(Markup out, NetworkPicture picture) {
        out.open("li", "class", "block end");
        out.open("div", "class", "what").element("b", "Input");
        out.element(
                "span",
                Numbers.count(picture.columns().size()) + (picture.columns().size() == 1 ? " column" : " columns")
                        + " → " + Numbers.count(picture.inputs()) + (picture.inputs() == 1 ? " input" : " inputs"),
                "class",
                "note");
        out.close();
        out.open("p", "class", "names");
        picture.columns().stream().limit(MOST_COLUMNS).forEach(column -> {
            out.open("span", "class", "kind").name(column.name());
            if (column.inputs() > 1) {
                out.text(" × " + Numbers.count(column.inputs()));
            }
            out.close().text(" ");
        });
        int more = picture.columns().size() - MOST_COLUMNS;
        if (more > 0) {
            out.text("and " + Numbers.count(more) + " more");
        }
        out.close().close();
    }

    private static void outputs(Markup out, NetworkPicture picture) {
        out.open("li", "class", "block end");
        out.open("div", "class", "what").element("b", "Output");
        out.element("span", picture.meaning(), "class", "note").close();
        out.open("p", "class", "names");
        picture.outputs().stream().limit(MOST_COLUMNS).forEach(name -> {
            out.open("span", "class", "kind").name(name).close().text(" ");
        });
        int more = picture.outputs().size() - MOST_COLUMNS;
        if (more > 0) {
            out.text("and " + Numbers.count(more) + " more");
        }
        out.close().close();
    }

    /** Writes a block; gives whether it has a map. */
    private static boolean block(Markup out, NetworkPicture.Block block, int heats) {
        boolean layer = block.kind() == NetworkPicture.Kind.LAYER;
        out.open("li", "class", "block " + (layer ? "layer" : "way") + " depth-" + Math.min(2, block.depth()));
        out.open("div", "class", "what").element("b", block.title());
        if (!block.detail().isEmpty()) {
            out.element("span", block.detail(), "class", "note");
        }
        if (layer) {
            out.element(
                    "span",
                    (block.members() > 1 ? Numbers.count(block.members()) + " × " : "") + Numbers.count(block.units())
                            + (block.units() == 1 ? " unit" : " units") + ", " + Numbers.count(block.parameters())
                            + (block.parameters() == 1 ? " parameter" : " parameters"),
                    "class",
                    "note");
        }
        out.close();
        NetworkPicture.Heat heat = block.weights();
        boolean shown = false;
        if (heat != null && heats < MOST_HEATS) {
            shown = true;
            out.open(
                            "div",
                            "class",
                            "plot heat",
                            "data-chart",
                            "weights",
                            "data-index",
                            String.valueOf(heats),
                            "data-label",
                            "Weights of " + block.title(),
                            "data-description",
                            Numbers.count(heat.inputs()) + " × " + Numbers.count(heat.outputs()) + " weights"
                                    + (heat.folded() ? ", folded" : "") + "; the largest cell is "
                                    + Numbers.brief(heat.largest()))
                    .close();
        }
        out.close();
        return shown;
    }
}
