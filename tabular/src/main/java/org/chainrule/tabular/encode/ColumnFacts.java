package org.chainrule.tabular.encode;

import java.io.Serializable;

/** What fitting the encoding of one column needs to know of its training rows. */
public sealed interface ColumnFacts extends Serializable permits TextFacts {
    /**
     * The column.
     *
     * @return its name
     */
    String column();

    /**
     * Rows without a value.
     *
     * @return how many
     */
    long missing();
}
