package org.chainrule.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activate;
import org.chainrule.network.BatchEnsemble;
import org.chainrule.network.Dense;
import org.chainrule.network.Dropout;
import org.chainrule.network.Embedding;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.network.ParametricActivate;
import org.jspecify.annotations.Nullable;

/** Gathers the nodes of a plan to blocks that a person thinks in: a layer of weights with what follows it. */
final class PictureBlocks {
    private final double[] parameters;
    private final List<String> features;
    private final List<NetworkPicture.Block> blocks = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private String title = "";
    private long size;
    private @Nullable Node last;
    private NetworkPicture.@Nullable Heat heat;
    private int depth;
    private int dense;

    /** Whether each number that is read is still one input, perhaps scaled. */
    private boolean inputs = true;

    private PictureBlocks(double[] parameters, List<String> features) {
        this.parameters = parameters;
        this.features = features;
    }

    /**
     * The blocks of a network.
     *
     * @param plan       the network
     * @param parameters flat parameters, read
     * @param features   names of the inputs
     * @return in the order of the forward pass
     */
    static List<NetworkPicture.Block> of(NetworkPlan plan, double[] parameters, List<String> features) {
        var blocks = new PictureBlocks(parameters, features);
        plan.nodes().forEach(blocks::add);
        blocks.end();
        return blocks.blocks;
    }

    private void add(Node node) {
        switch (node.kind()) {
            case SKIP_START -> {
                way(NetworkPicture.Kind.SPLIT, node, "Residual block", "its input also goes around it");
                depth++;
            }
            case SKIP_END -> {
                way(NetworkPicture.Kind.JOIN, node, "Sum", "what went around is added");
            }
            case EMBED -> embed(node);
            case DENSE -> dense(node);
            case HEADS -> {
                begin("Output layers, one a member", node);
                details.add(node.displayName());
                heat = WeightFolding.of(parameters, node.requireWeight(), List.of());
            }
            case SCALE -> scale(node);
            case BATCH_NORMALIZATION -> behind("batch normalisation", node);
            case LAYER_NORMALIZATION -> behind("layer normalisation", node);
            case ACTIVATE -> behind(((Activate) node.layer()).activation().spec(), node);
            case PARAMETRIC_ACTIVATE ->
                behind(
                        "parametric "
                                + ((ParametricActivate) node.layer())
                                        .activation()
                                        .spec(),
                        node);
            case DROPOUT -> behind("dropout " + Numbers.brief(((Dropout) node.layer()).rate()), node);
        }
    }

    private void dense(Node node) {
        dense++;
        String name = "Dense layer " + dense;
        if (node.layer() instanceof BatchEnsemble && last != null && last.layer() == node.layer()) {
            title = name + ", shared by " + node.members() + " members";
            grow(node);
            details.add(node.displayName());
            details.add("rank-one adapters and a bias for each member");
        } else {
            begin(name, node);
            details.add(node.displayName());
            if (node.layer() instanceof Dense plain && plain.parametrization() == Dense.Parametrization.NTK) {
                details.add("NTK parametrisation");
            }
        }
        heat = WeightFolding.of(parameters, node.requireWeight(), inputs ? features : List.of());
        inputs = false;
    }

    private void scale(Node node) {
        boolean ensemble = node.layer() instanceof BatchEnsemble;
        if (ensemble && last != null && last.layer() == node.layer()) {
            grow(node);
        } else {
            begin(ensemble ? "Adapter" : "Scale", node);
            if (!ensemble) {
                details.add("each number times a trained one");
            }
        }
    }

    private void embed(Node node) {
        begin("Embedding", node);
        inputs = false;
        Map<String, int[]> kinds = new LinkedHashMap<>();
        for (Part part : node.parts()) {
            int[] sums = kinds.computeIfAbsent(words(part.embedding()), kind -> new int[2]);
            sums[0] += part.embedding().columns();
            sums[1] += part.embedding().outputs();
        }
        kinds.forEach((kind, sums) -> details.add(Numbers.count(sums[0]) + (sums[0] == 1 ? " input " : " inputs ")
                + kind + " → " + Numbers.count(sums[1])));
    }

    private static String words(Embedding embedding) {
        if (embedding instanceof Embedding.Periodic) {
            return "by periodic functions";
        }
        if (embedding instanceof Embedding.PiecewiseLinear) {
            return "piecewise linear";
        }
        return embedding instanceof Embedding.Lookup ? "looked up in tables" : "as they are";
    }

    /** A block that only says where the way around begins or ends. */
    private void way(NetworkPicture.Kind kind, Node node, String name, String detail) {
        end();
        if (kind == NetworkPicture.Kind.JOIN) {
            depth--;
        }
        blocks.add(new NetworkPicture.Block(name, detail, node.outputs(), node.members(), 0, depth, kind, null));
    }

    private void begin(String name, Node node) {
        end();
        title = name;
        grow(node);
    }

    private void grow(Node node) {
        size += size(node);
        last = node;
    }

    /** Something that belongs to the block before it, or stands alone. */
    private void behind(String detail, Node node) {
        if (last == null) {
            begin(Character.toUpperCase(detail.charAt(0)) + detail.substring(1), node);
        } else {
            grow(node);
            details.add(detail);
        }
    }

    private void end() {
        if (last != null) {
            blocks.add(new NetworkPicture.Block(
                    title,
                    String.join(" · ", details),
                    last.outputs(),
                    last.members(),
                    size,
                    depth,
                    NetworkPicture.Kind.LAYER,
                    heat));
        }
        last = null;
        heat = null;
        size = 0;
        details.clear();
    }

    private static long size(Node node) {
        return size(node.weight())
                + size(node.bias())
                + node.parts().stream()
                        .flatMap(part -> part.slices().stream())
                        .mapToLong(Slice::size)
                        .sum();
    }

    private static long size(@Nullable Slice slice) {
        return slice == null ? 0 : slice.size();
    }
}
