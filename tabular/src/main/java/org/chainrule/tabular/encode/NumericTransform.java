package org.chainrule.tabular.encode;

/** How quantities are scaled. */
public enum NumericTransform {
    /** Mean 0 and standard deviation 1: {@link ScaledNumeric}. */
    STANDARD,
    /** By median and quartiles: {@link RobustNumeric}. */
    ROBUST,
    /** Through the quantiles to a normal distribution: {@link QuantileNumeric}. */
    QUANTILE_NORMAL
}
