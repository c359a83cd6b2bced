package org.chainrule.interop.assemble;

/**
 * One input of an imported network: the network sees (value - mean) factor.
 *
 * @param name   its name
 * @param mean   what is subtracted
 * @param factor what is multiplied by, above 0
 * @param fill   what stands in for a missing value
 */
public record InputColumn(String name, double mean, double factor, double fill) {
    /**
     * An input as it is.
     *
     * @param name its name
     * @return a column whose missing values are 0
     */
    public static InputColumn plain(String name) {
        return new InputColumn(name, 0, 1, 0);
    }

    /**
     * The same under another name.
     *
     * @param other the name
     * @return the column
     */
    public InputColumn named(String other) {
        return new InputColumn(other, mean, factor, fill);
    }
}
