package org.chainrule.studio.run;

/**
 * Which example, as a request says it: {@code row=N}, {@code row=next} or {@code row=batch}.
 *
 * @param kind   how it is chosen
 * @param number of the training rows, from 0; 0 for the other kinds
 */
public record RowChoice(Kind kind, int number) {
    /** How an example is chosen. */
    public enum Kind {
        /** By its number among the training rows. */
        NUMBER,
        /** The first of the next batch. */
        NEXT,
        /** All of the next batch. */
        BATCH
    }
}
