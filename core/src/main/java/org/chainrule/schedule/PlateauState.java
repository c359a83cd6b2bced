package org.chainrule.schedule;

/**
 * What {@link ReduceOnPlateau} remembers from epoch to epoch: plain data, for a checkpoint.
 *
 * @param factor    what the learning rate is multiplied by
 * @param badEpochs epochs in a row without improvement since the last reduction
 */
public record PlateauState(double factor, int badEpochs) {
    /** Before the first epoch. */
    public static final PlateauState START = new PlateauState(1, 0);
}
