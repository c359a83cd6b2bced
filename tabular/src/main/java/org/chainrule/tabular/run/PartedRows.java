package org.chainrule.tabular.run;

import java.util.List;
import org.chainrule.train.Rounds;

/**
 * How the rows of a {@link PartedTraining} are cut, once they were counted.
 *
 * @param shards          number of shards, at least 1
 * @param rounds          how they train together
 * @param trainingRows    training rows of all shards
 * @param validationRows  validation rows of all shards; 0 for none
 * @param validationGiven whether somebody said which rows validate; false if they were split off by chance. Classes are those of the training rows then, else those of all rows
 * @param droppedRows     rows left out, such as those without a target
 * @param fingerprints    one a shard, of its cells; empty if nobody knows them
 */
public record PartedRows(
        int shards,
        Rounds rounds,
        long trainingRows,
        long validationRows,
        boolean validationGiven,
        long droppedRows,
        List<String> fingerprints) {
    /** Copies the list. */
    public PartedRows {
        fingerprints = List.copyOf(fingerprints);
    }
}
