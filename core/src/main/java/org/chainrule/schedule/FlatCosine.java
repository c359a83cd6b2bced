package org.chainrule.schedule;

/**
 * 1 while t = step / totalSteps is at most flatFraction, then half a cosine down to 0: (1 + cos(pi (t - f) / (1 - f))) / 2 with f = flatFraction.
 *
 * <p>Source: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default", flat_cos with f = 1/2.
 *
 * @param flatFraction share of the steps before the descent, at least 0 and below 1
 */
public record FlatCosine(double flatFraction) implements LearningRateSchedule {
    /** Checks the range. */
    public FlatCosine {
        if (!(flatFraction >= 0 && flatFraction < 1)) {
            throw new IllegalArgumentException(
                    "flat-cos: flatFraction must be at least 0 and below 1, found " + flatFraction);
        }
    }

    /** Flat for the first half. */
    public FlatCosine() {
        this(0.5);
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        double t = step / (double) totalSteps;
        return Cosine.anneal(1, 0, (t - flatFraction) / (1 - flatFraction));
    }
}
