package org.chainrule.schedule;

/**
 * Waves from 0 to 1 and back to 0 that grow longer, each twice the one before: (1 - cos(2 pi log2(1 + (2^cycles - 1) t))) / 2, t = step / totalSteps.
 *
 * <p>The first factor is 0: the step moves the optimiser's moments but no weight. Source: Holzmueller, Grinsztajn and Steinwart 2024, "Better by default",
 * with 4 cycles, coslog4.
 *
 * @param cycles number of waves, 1 to 30
 */
public record CosineLog(int cycles) implements LearningRateSchedule {
    private static final int MOST_CYCLES = 30;

    /** Checks the range. */
    public CosineLog {
        if (cycles < 1 || cycles > MOST_CYCLES) {
            throw new IllegalArgumentException("coslog: cycles must be 1 to " + MOST_CYCLES + ", found " + cycles);
        }
    }

    @Override
    public double factor(long step, long totalSteps, long stepsPerEpoch) {
        double t = Math.min(1, step / (double) totalSteps);
        double wave = StrictMath.log(1 + ((1L << cycles) - 1) * t) / StrictMath.log(2);
        return (1 - StrictMath.cos(2 * Math.PI * wave)) / 2;
    }
}
