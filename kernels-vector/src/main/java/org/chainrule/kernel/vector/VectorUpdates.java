package org.chainrule.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.ScalarUpdates;
import org.chainrule.kernel.UpdateKernels;

/**
 * The update rules in SIMD, with the bits of {@link ScalarUpdates}, which does what does not fill a vector. Flushing is written out everywhere: a vector that leaves
 * a method may be an object on the heap.
 */
final class VectorUpdates implements UpdateKernels {
    private static final VectorSpecies<Float> SPECIES = VectorWidth.species();
    private static final int LANES = SPECIES.length();
    private static final float SMALLEST = ScalarUpdates.SMALLEST;

    private final ScalarUpdates scalar = new ScalarUpdates();

    @Override
    public void sgd(float rate, float[] w, float[] g, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, w, i)
                    .sub(FloatVector.fromArray(SPECIES, g, i).mul(rate))
                    .intoArray(w, i);
        }
        scalar.sgd(rate, w, g, i, to);
    }

    @Override
    public void momentum(float rate, float beta, float[] w, float[] g, float[] v, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector velocity =
                    FloatVector.fromArray(SPECIES, v, i).mul(beta).add(FloatVector.fromArray(SPECIES, g, i));
            velocity = velocity.sub(velocity.min(SMALLEST).max(-SMALLEST));
            velocity.intoArray(v, i);
            FloatVector.fromArray(SPECIES, w, i).sub(velocity.mul(rate)).intoArray(w, i);
        }
        scalar.momentum(rate, beta, w, g, v, i, to);
    }

    @Override
    public void nesterov(float rate, float beta, float[] w, float[] g, float[] v, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector velocity =
                    FloatVector.fromArray(SPECIES, v, i).mul(beta).add(slope);
            velocity = velocity.sub(velocity.min(SMALLEST).max(-SMALLEST));
            velocity.intoArray(v, i);
            FloatVector.fromArray(SPECIES, w, i)
                    .sub(slope.add(velocity.mul(beta)).mul(rate))
                    .intoArray(w, i);
        }
        scalar.nesterov(rate, beta, w, g, v, i, to);
    }

    @Override
    public void adaGrad(float rate, float epsilon, float[] w, float[] g, float[] s, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector sum = FloatVector.fromArray(SPECIES, s, i).add(slope.mul(slope));
            sum.intoArray(s, i);
            FloatVector.fromArray(SPECIES, w, i)
                    .sub(slope.mul(rate).div(sum.sqrt().add(epsilon)))
                    .intoArray(w, i);
        }
        scalar.adaGrad(rate, epsilon, w, g, s, i, to);
    }

    @Override
    public void rmsProp(float rate, float share, float epsilon, float[] w, float[] g, float[] v, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector square = FloatVector.fromArray(SPECIES, v, i);
            square = square.add(slope.mul(slope).sub(square).mul(share));
            square = square.sub(square.min(SMALLEST));
            square.intoArray(v, i);
            FloatVector.fromArray(SPECIES, w, i)
                    .sub(slope.mul(rate).div(square.sqrt().add(epsilon)))
                    .intoArray(w, i);
        }
        scalar.rmsProp(rate, share, epsilon, w, g, v, i, to);
    }

    @Override
    public void rmsPropMomentum(
            float rate,
            float share,
            float epsilon,
            float beta,
            float[] w,
            float[] g,
            float[] v,
            float[] b,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector square = FloatVector.fromArray(SPECIES, v, i);
            square = square.add(slope.mul(slope).sub(square).mul(share));
            square = square.sub(square.min(SMALLEST));
            square.intoArray(v, i);
            FloatVector direction = slope.div(square.sqrt().add(epsilon));
            direction = direction.add(FloatVector.fromArray(SPECIES, b, i).mul(beta));
            direction = direction.sub(direction.min(SMALLEST).max(-SMALLEST));
            direction.intoArray(b, i);
            FloatVector.fromArray(SPECIES, w, i).sub(direction.mul(rate)).intoArray(w, i);
        }
        scalar.rmsPropMomentum(rate, share, epsilon, beta, w, g, v, b, i, to);
    }

    @Override
    public void centeredRmsProp(
            float rate, float share, float epsilon, float[] w, float[] g, float[] v, float[] a, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector square = FloatVector.fromArray(SPECIES, v, i);
            square = square.add(slope.mul(slope).sub(square).mul(share));
            square = square.sub(square.min(SMALLEST));
            square.intoArray(v, i);
            FloatVector mean = FloatVector.fromArray(SPECIES, a, i);
            mean = mean.add(slope.sub(mean).mul(share));
            mean = mean.sub(mean.min(SMALLEST).max(-SMALLEST));
            mean.intoArray(a, i);
            FloatVector variance = square.sub(mean.mul(mean)).max(0f);
            FloatVector direction = slope.div(variance.sqrt().add(epsilon));
            FloatVector.fromArray(SPECIES, w, i).sub(direction.mul(rate)).intoArray(w, i);
        }
        scalar.centeredRmsProp(rate, share, epsilon, w, g, v, a, i, to);
    }

    @Override
    public void centeredRmsPropMomentum(
            float rate,
            float share,
            float epsilon,
            float beta,
            float[] w,
            float[] g,
            float[] v,
            float[] a,
            float[] b,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector square = FloatVector.fromArray(SPECIES, v, i);
            square = square.add(slope.mul(slope).sub(square).mul(share));
            square = square.sub(square.min(SMALLEST));
            square.intoArray(v, i);
            FloatVector mean = FloatVector.fromArray(SPECIES, a, i);
            mean = mean.add(slope.sub(mean).mul(share));
            mean = mean.sub(mean.min(SMALLEST).max(-SMALLEST));
            mean.intoArray(a, i);
            FloatVector variance = square.sub(mean.mul(mean)).max(0f);
            FloatVector direction = slope.div(variance.sqrt().add(epsilon));
            direction = direction.add(FloatVector.fromArray(SPECIES, b, i).mul(beta));
            direction = direction.sub(direction.min(SMALLEST).max(-SMALLEST));
            direction.intoArray(b, i);
            FloatVector.fromArray(SPECIES, w, i).sub(direction.mul(rate)).intoArray(w, i);
        }
        scalar.centeredRmsPropMomentum(rate, share, epsilon, beta, w, g, v, a, b, i, to);
    }

    @Override
    public void adam(
            float decay,
            float rate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i);
            FloatVector second = FloatVector.fromArray(SPECIES, v, i);
            first = first.add(slope.sub(first).mul(share1));
            first = first.sub(first.min(SMALLEST).max(-SMALLEST));
            second = second.add(slope.mul(slope).sub(second).mul(share2));
            second = second.sub(second.min(SMALLEST));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
            FloatVector step = first.mul(rate).div(second.sqrt().mul(root).add(epsilon));
            weight.sub(weight.mul(decay).add(step)).intoArray(w, i);
        }
        scalar.adam(decay, rate, root, share1, share2, epsilon, w, g, m, v, i, to);
    }

    @Override
    public void amsgrad(
            float decay,
            float rate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            float[] u,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i);
            FloatVector second = FloatVector.fromArray(SPECIES, v, i);
            first = first.add(slope.sub(first).mul(share1));
            first = first.sub(first.min(SMALLEST).max(-SMALLEST));
            second = second.add(slope.mul(slope).sub(second).mul(share2));
            second = second.sub(second.min(SMALLEST));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector largest = FloatVector.fromArray(SPECIES, u, i).max(second);
            largest.intoArray(u, i);
            FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
            FloatVector step = first.mul(rate).div(largest.sqrt().mul(root).add(epsilon));
            weight.sub(weight.mul(decay).add(step)).intoArray(w, i);
        }
        scalar.amsgrad(decay, rate, root, share1, share2, epsilon, w, g, m, v, u, i, to);
    }

    @Override
    public void nAdam(
            float gradientRate,
            float momentRate,
            float root,
            float share1,
            float share2,
            float epsilon,
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            int from,
            int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector slope = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i);
            FloatVector second = FloatVector.fromArray(SPECIES, v, i);
            first = first.add(slope.sub(first).mul(share1));
            first = first.sub(first.min(SMALLEST).max(-SMALLEST));
            second = second.add(slope.mul(slope).sub(second).mul(share2));
            second = second.sub(second.min(SMALLEST));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector step = slope.mul(gradientRate).add(first.mul(momentRate));
            FloatVector.fromArray(SPECIES, w, i)
                    .sub(step.div(second.sqrt().mul(root).add(epsilon)))
                    .intoArray(w, i);
        }
        scalar.nAdam(gradientRate, momentRate, root, share1, share2, epsilon, w, g, m, v, i, to);
    }

    @Override
    public void clip(float[] g, float bound, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector.fromArray(SPECIES, g, i).min(bound).max(-bound).intoArray(g, i);
        }
        scalar.clip(g, bound, i, to);
    }

    @Override
    public void penalize(float[] g, float[] w, float l1, float l2, int from, int to) {
        int i = from;
        for (; i <= to - LANES; i += LANES) {
            FloatVector weight = FloatVector.fromArray(SPECIES, w, i);
            // The sign is 0 or NaN where the weight is
            VectorMask<Float> below = weight.compare(VectorOperators.LT, 0f);
            FloatVector sign =
                    weight.blend(1f, weight.compare(VectorOperators.GT, 0f)).blend(-1f, below);
            FloatVector penalty = weight.mul(l2).add(sign.mul(l1));
            FloatVector.fromArray(SPECIES, g, i).add(penalty).intoArray(g, i);
        }
        scalar.penalize(g, w, l1, l2, i, to);
    }

    @Override
    public double sumOfSquares(float[] g, int from, int to) {
        int length = to - from;
        return RowSums.ofSquares(g, from, length, 0);
    }
}
