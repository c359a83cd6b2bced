package org.chainrule.explain;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A picture as nested maps and lists, as {@link ExplanationTree} has the rest. */
final class PictureTree {
    private PictureTree() {}

    static Map<String, @Nullable Object> of(ChainPicture picture, UnitNames names) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("row", names.row(picture.row()));
        tree.put("rows", picture.rows());
        tree.put("member", picture.member());
        tree.put("contribution", ExplanationTree.finite(picture.contribution()));
        tree.put(
                "columns",
                picture.columns().stream()
                        .map(column -> {
                            Map<String, @Nullable Object> part = new LinkedHashMap<>();
                            part.put("title", column.title());
                            part.put(
                                    "units",
                                    column.units().stream()
                                            .map(unit -> unit(picture, unit))
                                            .toList());
                            return part;
                        })
                        .toList());
        tree.put(
                "edges",
                picture.edges().stream().map(edge -> edge(picture, edge)).toList());
        Map<String, @Nullable Object> cost = new LinkedHashMap<>();
        cost.put("value", ExplanationTree.finite(picture.cost()));
        tree.put("cost", cost);
        return tree;
    }

    private static Map<String, @Nullable Object> unit(ChainPicture picture, ChainPicture.Unit unit) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", unit.id());
        tree.put("label", unit.label());
        tree.put("member", unit.member());
        tree.put("index", unit.index() < 0 ? null : unit.index());
        tree.put("value", ExplanationTree.finite(unit.value()));
        tree.put("before", unit.before());
        tree.put("z", ExplanationTree.finite(unit.z()));
        tree.put("slope", ExplanationTree.finite(unit.slope()));
        tree.put("delta", ExplanationTree.finite(unit.delta()));
        tree.put("contribution", ExplanationTree.finite(unit.contribution()));
        tree.put("share", ExplanationTree.finite(picture.share(unit.contribution())));
        tree.put("role", name(unit.role()));
        tree.put("count", unit.count());
        return tree;
    }

    private static Map<String, @Nullable Object> edge(ChainPicture picture, ChainPicture.Edge edge) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("from", edge.from());
        tree.put("to", edge.to());
        tree.put("weight", ExplanationTree.finite(edge.weight()));
        tree.put("contribution", ExplanationTree.finite(edge.contribution()));
        tree.put("share", ExplanationTree.finite(picture.share(edge.contribution())));
        tree.put("skip", edge.skip());
        tree.put("role", name(edge.role()));
        return tree;
    }

    private static String name(ChainPicture.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
