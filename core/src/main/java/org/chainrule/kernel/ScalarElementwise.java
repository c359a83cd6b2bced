package org.chainrule.kernel;

import org.chainrule.network.Activation;

/** Scalar. */
public final class ScalarElementwise implements ElementwiseKernels {
    @Override
    public void activate(Activation phi, float[] z, float[] h, int start, int length) {
        FloatActivations.forward(phi, z, start, h, start, length);
    }

    @Override
    public void activateBackward(Activation phi, float[] z, float[] h, float[] dh, float[] dz, int start, int length) {
        if (dz != dh) {
            System.arraycopy(dh, start, dz, start, length);
        }
        FloatActivations.multiplyByDerivative(phi, z, start, h, start, dz, start, length);
    }

    @Override
    public boolean allFinite(float[] values, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & 0x7fffffff);
        }
        return largest < 0x7f800000;
    }
}
