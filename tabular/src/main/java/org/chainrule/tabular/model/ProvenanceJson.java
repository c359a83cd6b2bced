package org.chainrule.tabular.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Provenance and history as JSON. */
final class ProvenanceJson {
    private ProvenanceJson() {}

    static Map<String, @Nullable Object> write(Provenance provenance) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("chainruleVersion", provenance.chainruleVersion());
        json.put("createdAt", provenance.createdAt());
        json.put("jdk", provenance.jdk());
        json.put("dataDescription", provenance.data().description());
        json.put("dataFingerprint", provenance.data().fingerprint());
        json.put("trainingRows", provenance.trainingRows());
        json.put("validationRows", provenance.validationRows());
        json.put("droppedRows", provenance.droppedRows());
        json.put("seed", provenance.seed());
        json.put("preset", provenance.preset());
        json.put("configuration", provenance.configuration());
        json.put("kernel", provenance.kernel());
        json.put("seconds", provenance.seconds());
        json.put("epochs", provenance.epochs());
        json.put("bestEpoch", provenance.bestEpoch());
        json.put("stopReason", provenance.stopReason());
        if (!provenance.data().columnFingerprints().isEmpty()) {
            json.put("dataRows", provenance.data().rows());
            json.put("dataColumns", provenance.data().columnFingerprints());
            TableIdentity validation = provenance.validationData();
            json.put("validationData", validation == null ? null : write(validation));
            json.put("firstEpochSteps", provenance.firstEpochSteps());
        }
        return json;
    }

    private static Map<String, Object> write(TableIdentity table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("description", table.description());
        json.put("fingerprint", table.fingerprint());
        json.put("rows", table.rows());
        json.put("columns", table.columnFingerprints());
        return json;
    }

    private static TableIdentity table(Fields fields) {
        return fields.checked(() -> new TableIdentity(
                fields.text("description"),
                fields.text("fingerprint"),
                fields.integer("rows"),
                fields.textsByName("columns")));
    }

    /** Files of before a training could be repeated lack what was added for it. */
    static Provenance provenance(Fields fields) {
        boolean whole = fields.has("dataColumns");
        return fields.checked(() -> new Provenance(
                fields.text("chainruleVersion"),
                fields.text("createdAt"),
                fields.text("jdk"),
                new TableIdentity(
                        fields.text("dataDescription"),
                        fields.text("dataFingerprint"),
                        whole ? fields.integer("dataRows") : 0,
                        whole ? fields.textsByName("dataColumns") : Map.of()),
                whole ? fields.objectOrNull("validationData", ProvenanceJson::table) : null,
                fields.integer("trainingRows"),
                fields.integer("validationRows"),
                fields.integer("droppedRows"),
                fields.whole("seed"),
                fields.text("preset"),
                fields.textsByName("configuration"),
                fields.text("kernel"),
                fields.number("seconds"),
                fields.integer("epochs"),
                fields.integer("bestEpoch"),
                fields.text("stopReason"),
                whole ? fields.integer("firstEpochSteps") : 0));
    }

    /** Column by column, because a list a number is half as long as an object an epoch. */
    static Map<String, Object> write(TrainingHistory history) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", history.metric());
        json.put(
                "epoch",
                history.epochs().stream().mapToInt(TrainingHistory.Epoch::epoch).toArray());
        json.put("trainingLoss", numbers(history, TrainingHistory.Epoch::trainingLoss));
        json.put("validationLoss", numbers(history, TrainingHistory.Epoch::validationLoss));
        json.put("metricValue", numbers(history, TrainingHistory.Epoch::metricValue));
        return json;
    }

    private static double[] numbers(TrainingHistory history, ToDoubleFunction<TrainingHistory.Epoch> number) {
        return history.epochs().stream().mapToDouble(number).toArray();
    }

    static TrainingHistory history(Fields fields) {
        return fields.checked(() -> {
            List<Double> epochs = fields.numbers("epoch");
            List<List<Double>> columns = List.of(
                    fields.numbers("trainingLoss"), fields.numbers("validationLoss"), fields.numbers("metricValue"));
            if (columns.stream().anyMatch(column -> column.size() != epochs.size())) {
                throw fields.refused("expected lists of equal length, found "
                        + Arrays.toString(columns.stream().mapToInt(List::size).toArray()) + " for " + epochs.size()
                        + " epochs");
            }
            List<TrainingHistory.Epoch> list = new java.util.ArrayList<>();
            for (int i = 0; i < epochs.size(); i++) {
                list.add(new TrainingHistory.Epoch(
                        epochs.get(i).intValue(),
                        columns.get(0).get(i),
                        columns.get(1).get(i),
                        columns.get(2).get(i)));
            }
            return new TrainingHistory(fields.text("metric"), list);
        });
    }
}
