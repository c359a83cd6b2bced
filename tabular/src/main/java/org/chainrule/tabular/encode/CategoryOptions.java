package org.chainrule.tabular.encode;

import java.io.Serializable;

/**
 * What a preset decides about text columns and about numbers that may be codes, beside what {@link EncoderOptions} says.
 *
 * @param coding     how text of few levels becomes numbers
 * @param manyLevels what becomes of text with more levels than {@link EncoderOptions#maxOneHotLevels}
 * @param maxCodes   most levels with a code, or a mean, of their own: the most frequent ones; all others are treated as
 *                   a level that training did not see
 * @param folds      folds of the target's means, at least 2
 * @param smoothing  rows that the prior counts as in the target's means, at least 0
 * @param codeLevels whether a number of few distinct values gets one input a value beside it (else it is a quantity)
 */
public record CategoryOptions(
        LevelCoding coding, ManyLevels manyLevels, int maxCodes, int folds, double smoothing, boolean codeLevels)
        implements Serializable {
    /** A code is stored exactly in float32, and a model file has room for the levels. */
    static final int MOST_CODES = 1 << 20;

    /** Checks the numbers. */
    public CategoryOptions {
        if (maxCodes < 1 || maxCodes > MOST_CODES) {
            throw new IllegalArgumentException("expected maxCodes in [1, " + MOST_CODES + "], found " + maxCodes);
        }
        TargetMeans.checkFolds(folds, smoothing);
    }

    /**
     * Slots for missing cells, hashing, up to 4096 codes, 5 folds, a prior that counts as 10 rows, levels for codes.
     *
     * @return the options
     */
    public static CategoryOptions defaults() {
        return new CategoryOptions(LevelCoding.SLOTS, ManyLevels.HASHED, 4096, 5, 10, true);
    }

    /**
     * The same options with another coding of few levels.
     *
     * @param other how text of few levels becomes numbers
     * @return new options
     */
    public CategoryOptions withCoding(LevelCoding other) {
        return new CategoryOptions(other, manyLevels, maxCodes, folds, smoothing, codeLevels);
    }

    /**
     * The same options with another treatment of many levels.
     *
     * @param other what becomes of many levels
     * @param codes most levels with a code or mean of their own
     * @return new options
     */
    public CategoryOptions withManyLevels(ManyLevels other, int codes) {
        return new CategoryOptions(coding, other, codes, folds, smoothing, codeLevels);
    }

    /**
     * The same options for numbers that may be codes.
     *
     * @param levels whether such a number gets one input a value beside it
     * @return new options
     */
    public CategoryOptions withCodeLevels(boolean levels) {
        return new CategoryOptions(coding, manyLevels, maxCodes, folds, smoothing, levels);
    }

    /**
     * The same options with other means of the target.
     *
     * @param count folds, at least 2
     * @param rows  rows that the prior counts as, at least 0
     * @return new options
     */
    public CategoryOptions withTarget(int count, double rows) {
        return new CategoryOptions(coding, manyLevels, maxCodes, count, rows, codeLevels);
    }
}
