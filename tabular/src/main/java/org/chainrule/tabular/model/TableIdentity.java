package org.chainrule.tabular.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which cells a training read from a table.
 *
 * @param description        what was read: a file name or a query
 * @param fingerprint        SHA-256 over the cells that were read, in row order
 * @param rows               rows of the table; 0 in model files of before this was kept
 * @param columnFingerprints the first 16 digits of the fingerprint of each column that was read, by name, so that a change can be named; empty in model
 *                           files of before this was kept
 */
public record TableIdentity(String description, String fingerprint, int rows, Map<String, String> columnFingerprints) {
    /** Copies the map, whose order is kept. */
    public TableIdentity {
        columnFingerprints = Collections.unmodifiableMap(new LinkedHashMap<>(columnFingerprints));
    }

    /**
     * The rows of a cluster.
     *
     * @param description  what was read
     * @param fingerprints one a part, in their order; empty if nobody knows them
     * @param rows         rows of all parts; more than an int holds are the largest one
     * @return the identity: its fingerprint is the SHA-256 over the fingerprints, a line each
     */
    public static TableIdentity ofParts(String description, List<String> fingerprints, long rows) {
        MessageDigest digest = Weights.sha256();
        fingerprints.forEach(part -> digest.update((part + "\n").getBytes(StandardCharsets.UTF_8)));
        return new TableIdentity(
                description,
                fingerprints.isEmpty() ? "" : HexFormat.of().formatHex(digest.digest()),
                (int) Math.min(rows, Integer.MAX_VALUE),
                Map.of());
    }
}
