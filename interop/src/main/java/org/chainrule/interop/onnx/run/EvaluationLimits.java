package org.chainrule.interop.onnx.run;

/**
 * What one evaluation of a graph may spend, so that no graph, however hostile, takes all memory or runs without end.
 *
 * @param elements   of all values that are computed, together
 * @param operations such as multiplications, together
 */
public record EvaluationLimits(long elements, long operations) {
    private static final long MOST_ELEMENTS = 1L << 26;
    private static final long MOST_OPERATIONS = 1L << 34;
    private static final int BYTES_OF_AN_ELEMENT = 48;

    /** Checks both. */
    public EvaluationLimits {
        if (elements < 1 || operations < 1) {
            throw new IllegalArgumentException(
                    "expected limits from 1, found " + elements + " elements and " + operations + " operations");
        }
    }

    /**
     * 2^26 elements, or as many as this heap holds with room to spare, and 2^34 operations.
     *
     * @return the limits
     */
    public static EvaluationLimits standard() {
        long fits = Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_OF_AN_ELEMENT);
        return new EvaluationLimits(Math.min(MOST_ELEMENTS, fits), MOST_OPERATIONS);
    }
}
