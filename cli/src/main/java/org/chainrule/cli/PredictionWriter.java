package org.chainrule.cli;

import java.io.IOException;
import org.chainrule.tabular.model.Predictions;

/** Writes predictions chunk by chunk, in the order of the rows. */
interface PredictionWriter {
    /**
     * Writes a chunk.
     *
     * @param chunk the next rows
     * @throws IOException if it cannot be written
     */
    void write(Predictions chunk) throws IOException;

    /**
     * Writes what is left; the stream stays open.
     *
     * @throws IOException if it cannot be written
     */
    void finish() throws IOException;
}
