package org.chainrule.train;

/** In which arithmetic a network is trained and predicts. */
public enum Precision {
    /** The batched engine. */
    FLOAT32,
    /** The reference engine. */
    FLOAT64
}
