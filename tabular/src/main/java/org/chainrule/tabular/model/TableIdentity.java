package org.chainrule.tabular.model;

import java.util.Collections;
import java.util.LinkedHashMap;
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
}
