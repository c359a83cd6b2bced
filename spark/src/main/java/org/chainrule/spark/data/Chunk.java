package org.chainrule.spark.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Some rows on their way to a partition, column by column, so that the shuffle has few records.
 *
 * @param validation   whether they validate
 * @param high         the first halves of their hashes
 * @param low          the other halves
 * @param cells        per loaded column its numbers, or its codes into the dictionary
 * @param dictionaries per loaded column of text the texts; empty for numbers
 * @param orderNumbers the order as numbers, or null
 * @param orderTexts   the order as text, or null
 */
@SuppressWarnings("ArrayRecordComponent")
record Chunk(
        boolean validation,
        long[] high,
        long[] low,
        Packed[] cells,
        String[][] dictionaries,
        @Nullable Packed orderNumbers,
        String @Nullable [] orderTexts)
        implements Serializable {
    /** How many rows. */
    int rows() {
        return high.length;
    }
}
