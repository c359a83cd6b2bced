package org.chainrule.train;

/** Which of two epochs is the better one when the metric that is watched says exactly the same of both. */
public enum Ties {
    /** The one with the lower mean cost on the validation rows; the earlier one if that is the same, too. */
    LOWER_LOSS,
    /** The earlier one: only a strict improvement counts. */
    FIRST,
    /** The later one, which has been trained for longer. It restarts the patience, as every best epoch does. */
    LATEST
}
