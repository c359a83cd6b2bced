package org.chainrule.tabular.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: enough to train it again. Two runs on the same data with the same configuration and seed differ in {@code createdAt} and
 * {@code seconds} only (and in {@code jdk} and {@code kernel} on other machines); none of these enters the hash of the weights.
 *
 * @param chainruleVersion the version that trained it
 * @param createdAt        when, an ISO-8601 instant
 * @param jdk              version of the Java runtime
 * @param data             the training table
 * @param validationData   the table to validate on, null if the rows were split off the training table
 * @param trainingRows     rows trained on
 * @param validationRows   rows validated on
 * @param droppedRows      rows left out, such as those without a target
 * @param seed             where all randomness comes from
 * @param preset           name of the recipe
 * @param configuration    all effective options as text, by name
 * @param kernel           name of the kernels that ran
 * @param seconds          wall-clock time of the training
 * @param epochs           epochs run
 * @param bestEpoch        the epoch whose weights were kept, from 1
 * @param stopReason       why the training ended
 * @param firstEpochSteps  steps that were taken if the training was ended within its first epoch, else 0: a later epoch that was not completed leaves no
 *                         trace in the weights
 */
public record Provenance(
        String chainruleVersion,
        String createdAt,
        String jdk,
        TableIdentity data,
        @Nullable TableIdentity validationData,
        int trainingRows,
        int validationRows,
        int droppedRows,
        long seed,
        String preset,
        Map<String, String> configuration,
        String kernel,
        double seconds,
        int epochs,
        int bestEpoch,
        String stopReason,
        int firstEpochSteps) {
    /** The entry of {@link #configuration} that names the file of another tool whose weights these are. */
    public static final String IMPORTED_FROM = "importedFrom";

    /** Copies the configuration, whose order is kept, and checks the instant. */
    public Provenance {
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
        try {
            Instant.parse(createdAt);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "createdAt must be an instant such as 2026-01-31T12:00:00Z, found " + createdAt, e);
        }
    }

    /**
     * Whether the weights come from another tool's file, and not from a training here.
     *
     * @return true for an imported model
     */
    public boolean imported() {
        return configuration.containsKey(IMPORTED_FROM);
    }
}
