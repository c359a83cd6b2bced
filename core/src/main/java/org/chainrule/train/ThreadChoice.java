package org.chainrule.train;

/**
 * How many threads a training uses when nobody says: by a cost model, never by the clock, so that the choice can be explained. (The weights do not depend on
 * it.) A step costs about 6 operations per parameter and row; with fewer than {@link #WORTHWHILE} of them a thread, some 30 microseconds of work, handing work over
 * costs more than it saves.
 */
final class ThreadChoice {
    private static final double WORTHWHILE = 3e6;

    private ThreadChoice() {}

    static int threads(TrainingConfiguration configuration, int parameters, int batch) {
        if (configuration.threads() > 0) {
            return configuration.threads();
        }
        double operations = 6.0 * parameters * batch;
        return (int) Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), operations / WORTHWHILE));
    }
}
