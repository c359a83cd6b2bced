package org.chainrule.tabular.encode;

import java.io.Serializable;

/** What fitting a target needs to know of the rows, of a part of them or of all. Immutable. */
public sealed interface TargetFacts extends Serializable permits ClassFacts, ValueFacts {
    /**
     * The column to be predicted.
     *
     * @return its name
     */
    String column();

    /**
     * Rows with a target.
     *
     * @return how many
     */
    long present();

    /**
     * Rows without one.
     *
     * @return how many
     */
    long missing();

    /**
     * Whether there are two different targets.
     *
     * @return false for rows that are all alike, or none
     */
    boolean varies();
}
