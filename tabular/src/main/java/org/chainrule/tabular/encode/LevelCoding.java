package org.chainrule.tabular.encode;

/** How text of few levels becomes numbers. */
public enum LevelCoding {
    /** Missing has a number of its own where it occurred in training: {@link OneHot} and {@link TwoLevels}. */
    SLOTS,
    /** Missing and unknown are one, all zeros: {@link ScaledOneHot} without a scale. */
    ZEROS,
    /** As {@code ZEROS}; then each number is scaled and clipped like a quantity, as RealMLP does: {@link ScaledOneHot}. */
    SCALED_ZEROS
}
