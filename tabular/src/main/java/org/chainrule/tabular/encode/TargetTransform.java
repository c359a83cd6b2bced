package org.chainrule.tabular.encode;

/** A monotone transform of a number to be predicted, against heavy tails; see {@link TargetCurve}. */
public enum TargetTransform {
    /** As it is. */
    NONE,
    /** The logarithm of 1 + y, for numbers that are not negative. */
    LOG,
    /** Like a logarithm in both tails, like a line around the median. */
    ASINH,
    /** Through the quantiles to a normal distribution; predictions stay within the training rows' range. */
    QUANTILE
}
