package org.chainrule.tabular.encode;

import java.io.Serializable;

/**
 * What is decided about a number to be predicted.
 *
 * @param transform applied before it is standardised
 * @param clamp     whether predictions are kept within the range of the training rows
 */
public record TargetOptions(TargetTransform transform, boolean clamp) implements Serializable {
    /**
     * No transform, no clamp.
     *
     * @return the options
     */
    public static TargetOptions defaults() {
        return new TargetOptions(TargetTransform.NONE, false);
    }
}
