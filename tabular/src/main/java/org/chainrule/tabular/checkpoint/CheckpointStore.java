package org.chainrule.tabular.checkpoint;

import java.io.IOException;
import java.util.List;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointContents;

/** Where checkpoints are kept: a folder of this machine, or a directory of a cluster's file system. Written to by one thread at a time. */
public interface CheckpointStore {
    /**
     * All that are there.
     *
     * @return the newest first
     * @throws IOException if the place cannot be listed
     */
    List<Generation> all() throws IOException;

    /**
     * Reads one.
     *
     * @param generation which
     * @return what it holds
     * @throws UserException if it is missing, damaged or written by a newer version
     */
    CheckpointContents read(Generation generation);

    /**
     * Writes one, whole or not at all.
     *
     * @param generation which, new
     * @param contents   what it will hold
     * @throws UserException if it cannot be written
     */
    void write(Generation generation, CheckpointContents contents);

    /**
     * Deletes one; it need not be there.
     *
     * @param generation which
     * @throws IOException if it stays
     */
    void delete(Generation generation) throws IOException;

    /**
     * Its path or address, for messages.
     *
     * @return fit to be shown
     */
    String where();

    /**
     * How a person chooses another, for messages: {@code name another --checkpoint folder}.
     *
     * @return an advice
     */
    String another();
}
