package org.chainrule.tabular.encode;

import java.nio.file.Path;

/**
 * Where an {@link EncodedDataset} keeps its numbers; the numbers are the same bits wherever that is.
 *
 * @param heapBytes the most that a dataset takes on the heap: encoded if that fits, else as cells if these fit, else the cells
 *                  are in a memory-mapped temporary file
 * @param directory where the temporary file is made
 */
public record DatasetStorage(long heapBytes, Path directory) {
    /**
     * On the heap up to a quarter of its maximum, else in the directory of {@code java.io.tmpdir}.
     *
     * @return the storage
     */
    public static DatasetStorage automatic() {
        return new DatasetStorage(Runtime.getRuntime().maxMemory() / 4, Path.of(System.getProperty("java.io.tmpdir")));
    }
}
