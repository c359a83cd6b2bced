package org.chainrule.calibrate;

/** What a conformal score measures. The names are part of the model file. */
public enum ScoreKind {
    /** |y - prediction|, in the units of the target: intervals of one width. */
    RESIDUAL,
    /** |y - prediction| / predicted standard deviation: intervals as wide as the model is unsure. */
    SCALED_RESIDUAL,
    /**
     * max(lowest quantile - y, y - highest quantile): how far y is outside the predicted band, negative within.
     * Source: Romano, Patterson and Candes 2019, "Conformalized quantile regression".
     */
    QUANTILE_BAND,
    /**
     * The probability of all classes but the true one: sets of those classes that are probable enough.
     * Source: Sadinle, Lei and Wasserman 2019, "Least ambiguous set-valued classifiers with bounded error levels".
     */
    OTHER_CLASSES
}
