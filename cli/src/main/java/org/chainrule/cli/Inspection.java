package org.chainrule.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chainrule.network.NetworkPlan;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;
import org.chainrule.network.ParameterLayout;
import org.chainrule.optim.Optimizers;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.OptimizerSnapshot;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.model.TableIdentity;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What a model file holds, as JSON. */
final class Inspection {
    private Inspection() {}

    /**
     * The object.
     *
     * @param model the model
     * @return names and values
     */
    static Map<String, @Nullable Object> of(Model model) {
        NetworkPlan plan = new NetworkPlan(model.network().network());
        FoldCounts folds = FoldCounts.of(model.contents());
        boolean folded = folds != null && folds.of() > 0;
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("task", model.task().name().toLowerCase(Locale.ROOT));
        json.put("target", model.target());
        json.put("classes", model.classes());
        json.put("likelihood", model.network().likelihood().spec());
        json.put("precision", model.network().precision().name().toLowerCase(Locale.ROOT));
        json.put("features", model.schema().features().size());
        json.put("inputs", model.encoder().width());
        json.put("parameters", model.contents().parameters());
        json.put(
                "members",
                model.contents().members().stream()
                        .map(member -> member(member, folded))
                        .toList());
        json.put("folds", Results.folds(model));
        json.put("weightsSha256", model.weightsSha256());
        json.put(
                "columns",
                model.schema().columns().stream().map(Inspection::column).toList());
        json.put("layers", plan.nodes().stream().map(Inspection::layer).toList());
        json.put("validation", Figures.json(model.validation()));
        json.put("test", Figures.json(model.test()));
        json.put("calibration", CoverageChecks.json(model.contents().uncertainty()));
        json.put("optimizerState", optimizer(model.contents().optimizer()));
        json.put("provenance", provenance(model.provenance()));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> optimizer(@Nullable OptimizerSnapshot optimizer) {
        if (optimizer == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("optimizer", Optimizers.spec(optimizer.rule()));
        json.put("step", optimizer.state().step());
        json.put("bytes", optimizer.bytes());
        return json;
    }

    private static Map<String, @Nullable Object> column(ColumnSchema column) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("kind", column.kind().name().toLowerCase(Locale.ROOT));
        json.put("text", column.text());
        json.put("note", column.note());
        return json;
    }

    private static Map<String, @Nullable Object> member(Member member, boolean folded) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        MemberTraining training = member.training();
        json.put("weight", Figures.json(member.weight()));
        json.put("parameters", new ParameterLayout(member.network().network()).size());
        if (training != null) {
            json.put("name", training.name());
            json.put("fold", folded ? training.fold() : null);
            json.put("trainingRows", training.trainingRows());
            json.put("heldOutRows", training.heldOutRows());
            json.put("epochs", training.epochs());
            json.put("bestEpoch", training.bestEpoch());
            json.put("stopReason", training.stopReason());
            json.put("settings", training.settings());
        }
        return json;
    }

    private static Map<String, @Nullable Object> layer(Node node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", node.displayName());
        json.put("kind", node.kind().name().toLowerCase(Locale.ROOT));
        json.put("inputs", node.inputs());
        json.put("outputs", node.outputs());
        if (node.members() > 1) {
            json.put("members", node.members());
        }
        json.put("parameters", InspectCommand.parameters(node));
        if (!node.parts().isEmpty()) {
            json.put("parts", node.parts().stream().map(Inspection::part).toList());
        }
        return json;
    }

    private static Map<String, @Nullable Object> part(Part part) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", InspectCommand.name(part));
        json.put("inputs", part.embedding().columns());
        json.put("outputs", part.embedding().outputs());
        json.put("parameters", InspectCommand.parameters(part));
        return json;
    }

    private static Map<String, @Nullable Object> provenance(Provenance provenance) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("chainruleVersion", provenance.chainruleVersion());
        json.put("createdAt", provenance.createdAt());
        json.put("jdk", provenance.jdk());
        json.put("data", provenance.data().description());
        json.put("dataFingerprint", provenance.data().fingerprint());
        TableIdentity validation = provenance.validationData();
        json.put("validationData", validation == null ? null : validation.description());
        json.put("validationFingerprint", validation == null ? null : validation.fingerprint());
        json.put("trainingRows", provenance.trainingRows());
        json.put("validationRows", provenance.validationRows());
        json.put("droppedRows", provenance.droppedRows());
        json.put("seed", provenance.seed());
        json.put("preset", provenance.preset());
        json.put("kernel", provenance.kernel());
        json.put("seconds", Figures.json(provenance.seconds()));
        json.put("epochs", provenance.epochs());
        json.put("bestEpoch", provenance.bestEpoch());
        json.put("stopReason", provenance.stopReason());
        json.put("configuration", provenance.configuration());
        return json;
    }
}
