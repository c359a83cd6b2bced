package org.chainrule.tabular.encode;

/** What becomes of text with more levels than one-hot takes. */
public enum ManyLevels {
    /** A fixed number of buckets: {@link Hashed}. */
    HASHED,
    /** One number, the level's code, to be looked up in a table of the network: {@link CategoryCodes}. */
    CODES,
    /** The mean of the target, fitted out of fold: {@link TargetMeans}. */
    TARGET
}
