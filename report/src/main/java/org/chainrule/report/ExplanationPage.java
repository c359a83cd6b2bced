package org.chainrule.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.explain.ChainPicture;
import org.chainrule.explain.ExplanationTree;
import org.chainrule.explain.RowGradients;
import org.chainrule.explain.UnitNames;
import org.chainrule.explain.WeightExplanation;
import org.chainrule.tabular.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * One weight under the microscope, as one HTML file without any reference to the network: the picture, the lecture's equations with their numbers, the strongest
 * paths, causes, the update, and the rows that push hardest. Complete without JavaScript but for the picture. Equal values give equal bytes.
 *
 * @param explanation what it shows
 * @param pushes      which rows push the weight hardest; null for a single row
 * @param names       what units and rows are called
 * @param model       which model, for the title
 * @param data        which table
 * @param remark      what else is to be said of the model, or empty
 * @param version     of Chainrule
 */
public record ExplanationPage(
        WeightExplanation explanation,
        @Nullable RowGradients pushes,
        UnitNames names,
        String model,
        String data,
        String remark,
        String version) {
    /**
     * The page.
     *
     * @return HTML, to be stored in UTF-8
     */
    public String html() {
        return Pages.html(content());
    }

    Pages.Content content() {
        return new Pages.Content(
                "∂J/∂" + explanation.address().symbol() + " – " + Names.display(model) + " – Chainrule",
                version,
                "The picture needs JavaScript; equations, tables and texts are complete without it.",
                List.of("report.css", "components/chain.css", "components/symbols.css", "components/explanation.css"),
                body(),
                ChartJson.safe(Json.write(tree(explanation, names))),
                List.of(Resources.text("components/chain.js"), Resources.text("components/explanation.js")),
                "");
    }

    /**
     * Writes the page to a file, whole or not at all.
     *
     * @param file overwritten if it exists
     * @throws org.chainrule.tabular.error.UserException if the file cannot be written
     */
    public void write(Path file) {
        Pages.write(html(), file);
    }

    /** What chain.js draws; names are those for display, of drawn units only. */
    static Map<String, @Nullable Object> tree(WeightExplanation explanation, UnitNames names) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(ExplanationTree.of(explanation));
        List.of("chains", "upstream", "paths", "causes", "update").forEach(tree::remove); // these are in the tables
        List<ChainPicture.Column> columns = explanation.picture().columns();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        named(shown, "inputs", columns.get(0), names.inputs());
        named(shown, "outputs", columns.get(columns.size() - 1), names.outputs());
        tree.put("names", shown);
        tree.put("picture", ExplanationTree.of(explanation.picture(), names));
        return tree;
    }

    private static void named(
            Map<String, @Nullable Object> tree, String key, ChainPicture.Column column, List<String> names) {
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        for (ChainPicture.Unit unit : column.units()) {
            if (unit.index() >= 0 && unit.index() < names.size()) {
                found.put(String.valueOf(unit.index()), Names.display(names.get(unit.index())));
            }
        }
        if (!found.isEmpty()) {
            tree.put(key, found);
        }
    }

    private String body() {
        var out = new Markup();
        ExplanationHead.write(out, this);
        out.open("main");
        ExplanationSections.picture(out);
        ExplanationSections.causes(out, explanation, names);
        if (!explanation.chains().isEmpty()) {
            ExplanationSections.equations(out, explanation, names);
            ExplanationTables.deltas(out, explanation, names);
        }
        if (explanation.chainCount() > 1) {
            ExplanationTables.chains(out, explanation, names);
        }
        ExplanationTables.paths(out, explanation);
        if (explanation.update() != null) {
            ExplanationTables.update(out, explanation.update());
        }
        if (pushes != null) {
            ExplanationTables.pushes(out, pushes, names);
        }
        return out.close().html();
    }
}
