package org.chainrule.bench;

/** Something that predicts one row at a time, from memory and into memory that is there beforehand. */
interface RowPredictor {
    /** Different rows, in turn. */
    int ROWS = 64;

    /** As the table names it. */
    String name();

    /** Puts another row into place; not timed. */
    void next(int number);

    /** Predicts it; timed. */
    void predict() throws Exception;

    /** Output k of the last prediction. */
    double output(int k);
}
