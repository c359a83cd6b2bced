package org.chainrule.interop.javasource;

import java.util.Arrays;

/**
 * A model as Java.
 *
 * @param className   the class, in its package
 * @param text        the source, ASCII only
 * @param weightsName the name of the file of numbers that belongs beside the class; empty if the numbers stand in the source
 * @param weights     what that file holds; empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record JavaSource(String className, String text, String weightsName, byte[] weights) {
    /** Copies the bytes. */
    public JavaSource {
        weights = weights.clone();
    }

    @Override
    public byte[] weights() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JavaSource that
                && className.equals(that.className)
                && text.equals(that.text)
                && weightsName.equals(that.weightsName)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return className + " (" + text.length() + " characters, " + weights.length + " bytes beside them)";
    }
}
