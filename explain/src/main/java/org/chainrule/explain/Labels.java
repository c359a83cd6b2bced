package org.chainrule.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Kind;
import org.chainrule.network.NetworkPlan.Node;

/** The names of a network's buffers in the lecture's notation, see {@link Unit}. */
final class Labels {
    private final NetworkPlan plan;
    private final String[] names;

    Labels(NetworkPlan plan) {
        this.plan = plan;
        List<Node> nodes = plan.nodes();
        names = new String[nodes.size() + 1];
        names[0] = "h(0)"; // x [10]
        Map<String, Integer> counts = new HashMap<>();
        int layer = 0;
        for (Node node : nodes) {
            int k = node.index() + 1;
            if (isDense(node)) {
                layer++;
                names[k] = "z(" + layer + ")"; // [2]
            } else if (k < nodes.size() && isDense(nodes.get(k))) {
                names[k] = "h(" + layer + ")"; // [2]
            } else {
                String name = name(node);
                names[k] = name + "." + counts.merge(name, 1, Integer::sum);
            }
        }
        if (!isDense(nodes.get(nodes.size() - 1))) {
            names[nodes.size()] = "z(L)";
        }
    }

    /** The lecture's layers; those of batch ensembles are not counted among them. */
    private static boolean isDense(Node node) {
        return node.kind() == Kind.DENSE && node.layer() instanceof org.chainrule.network.Dense;
    }

    private static String name(Node node) {
        if (node.weight() != null) {
            String full = node.displayName();
            return full.substring(0, full.indexOf('.'));
        }
        StringBuilder name = new StringBuilder();
        for (String word : node.kind().name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    /** The unit at element e of a buffer. */
    Unit unit(int buffer, int e) {
        int width = plan.width(buffer);
        int members = plan.members(buffer);
        return new Unit(names[buffer], e / width / members, e / width % members, e % width);
    }
}
