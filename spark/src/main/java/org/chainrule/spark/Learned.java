package org.chainrule.spark;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.chainrule.spark.score.ModelHandle;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Prediction;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.jspecify.annotations.Nullable;

/** What both models are made of: the model file, and what is derived from it when it is asked for. Travels as the bytes of the file. */
final class Learned implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Set<ColumnKind> NO_ELEMENTS =
            Set.of(ColumnKind.TARGET, ColumnKind.WEIGHT, ColumnKind.GROUP, ColumnKind.DROPPED);

    private final ModelHandle handle;
    private transient volatile @Nullable TrainingSummary summary;
    private transient volatile @Nullable RowPredictor predictor;

    Learned(ModelHandle handle) {
        this.handle = handle;
    }

    Learned(ModelHandle handle, TrainingSummary summary) {
        this.handle = handle;
        this.summary = summary;
    }

    ModelHandle handle() {
        return handle;
    }

    Model model() {
        return handle.model();
    }

    TrainingSummary summary() {
        TrainingSummary known = summary;
        if (known == null) {
            known = TrainingSummary.of(model(), List.of(), null);
            summary = known;
        }
        return known;
    }

    /** The columns that were offered as features, also those that the network does not see: the elements of a vector. */
    private List<String> elements() {
        return model().schema().columns().stream()
                .filter(column -> !NO_ELEMENTS.contains(column.kind()))
                .map(ColumnSchema::name)
                .toList();
    }

    int numFeatures() {
        return elements().size();
    }

    /** The prediction for a vector; rows that arrive one by one have no faster way through Spark. */
    Prediction predict(Vector features) {
        List<String> elements = elements();
        if (features.size() != elements.size()) {
            throw UserException.data("expected a vector of " + elements.size() + " elements, found " + features.size()
                    + "; give the elements that the model was trained on, in their order");
        }
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            row.put(elements.get(i), features.apply(i));
        }
        return predictor().predict(row);
    }

    private RowPredictor predictor() {
        RowPredictor ready = predictor;
        if (ready == null) {
            ready = model().predictor();
            predictor = ready;
        }
        return ready;
    }
}
