package org.chainrule.studio.serve;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.model.Json;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.Uncertainty;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.Task;
import org.jspecify.annotations.Nullable;

/**
 * A model as it was read from its file at one time. A request keeps the one that it began with, whatever is read meanwhile. Immutable, shared by all threads.
 *
 * @param name      what it is asked for by
 * @param model     the model
 * @param predictor of the model
 * @param swift     the short way of the usual request; null if there is none
 * @param loaded    when it was read
 */
record Edition(
        String name,
        Model model,
        RowPredictor predictor,
        @Nullable SwiftRow swift,
        Instant loaded) {
    private static final int VERSION_DIGITS = 12;
    private static final int WARMING_ROWS = 2_000;
    private static final long WARMING_NANOS = 200_000_000;

    /** A model that has just been read. It predicts some rows before anybody asks, so that the first who do need not wait for the compiler. */
    static Edition of(String name, Model model) {
        RowPredictor predictor = model.predictor();
        boolean quantiles = model.network().likelihood() instanceof Quantile;
        boolean deviation = model.network().likelihood() instanceof GaussianWithVariance;
        SwiftRow swift = SwiftRow.of(model, predictor, quantiles, deviation);
        Edition edition = new Edition(name, model, predictor, swift, Instant.now());
        Map<String, @Nullable Object> empty = new HashMap<>();
        edition.columns().forEach(column -> empty.put(column.name(), null));
        long end = System.nanoTime() + WARMING_NANOS;
        byte[] body = Json.write(empty).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < WARMING_ROWS && System.nanoTime() < end; i++) {
            Answers.of(predictor.predict(List.of(empty)), null, edition);
            if (swift != null) {
                swift.answer(body);
            }
        }
        return edition;
    }

    /** The first digits of the digest of its weights: other weights are another version. */
    String version() {
        return model.weightsSha256().substring(0, VERSION_DIGITS);
    }

    boolean classification() {
        return model.task() == Task.CLASSIFICATION;
    }

    /** The columns that a row has. */
    List<ColumnSchema> columns() {
        return model.inputColumns();
    }

    /** Levels of predicted quantiles; empty without. */
    List<Double> levels() {
        return model.network().likelihood() instanceof Quantile quantile ? quantile.levels() : List.of();
    }

    /** Whether a standard deviation is predicted. */
    boolean deviation() {
        return model.network().likelihood() instanceof GaussianWithVariance;
    }

    /** What intervals and sets are made of; null without. */
    @Nullable
    Uncertainty uncertainty() {
        return model.contents().uncertainty();
    }

    /** About how many multiplications a row takes. */
    long cost() {
        return Math.max(1, model.contents().parameters());
    }

    /** What another edition must have in common, so that whoever asks need not know of it: columns, target and classes. */
    String differsFrom(Edition other) {
        List<String> differences = new ArrayList<>();
        differ(differences, "columns", shape(columns()), shape(other.columns()));
        differ(differences, "target", model.target(), other.model.target());
        differ(differences, "task", model.task(), other.model.task());
        differ(differences, "classes", model.classes(), other.model.classes());
        differ(differences, "quantiles", levels(), other.levels());
        return String.join(", ", differences);
    }

    /** Whether it gives the same answers. */
    boolean same(Edition other) {
        return model.weightsSha256().equals(other.model.weightsSha256())
                && model.encoder().equals(other.model.encoder())
                && Objects.equals(uncertainty(), other.uncertainty());
    }

    private static void differ(List<String> differences, String what, Object mine, Object others) {
        if (!mine.equals(others)) {
            differences.add(what);
        }
    }

    /** Names and what each may hold: text, a number or a date; kinds such as a code or a quantity may change with the data. */
    private static List<Map.Entry<String, String>> shape(List<ColumnSchema> columns) {
        return columns.stream()
                .map(column -> Map.entry(column.name(), ColumnHints.type(column)))
                .toList();
    }
}
