package org.chainrule.kernel;

import org.chainrule.network.Activation;

/** Elementwise. */
public interface ElementwiseKernels {
    /** x. */
    void activate(Activation phi, float[] z, float[] h, int start, int length);

    /** x. */
    void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length);

    /** x. */
    boolean allFinite(float[] values, int from, int to);
}
