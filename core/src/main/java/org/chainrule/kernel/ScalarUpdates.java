package org.chainrule.kernel;

/** The update rules as plain loops: they run on any JVM and are the oracle of every other implementation. */
public final class ScalarUpdates implements UpdateKernels {
    /** What a moment is shrunk by at most. */
    public static final float SMALLEST = 1e-37f;

    /** Stateless. */
    public ScalarUpdates() {}

    /** m - clamp(m, -1e-37, 1e-37): without a comparison and a branch, which would keep the loops from being vectorised. From 4e-30 on nothing changes. */
    private static float flush(float moment) {
        return moment - Math.max(-SMALLEST, Math.min(SMALLEST, moment));
    }

    /** The same for a moment that is never negative. */
    private static float flushSquare(float moment) {
        return moment - Math.min(SMALLEST, moment);
    }

    @Override
    public void sgd(float rate, float[] w, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            w[i] -= rate * g[i];
        }
    }

    @Override
    public void momentum(float rate, float beta, float[] w, float[] g, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float velocity = flush(beta * v[i] + g[i]);
            v[i] = velocity;
            w[i] -= rate * velocity;
        }
    }

    @Override
    public void nesterov(float rate, float beta, float[] w, float[] g, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float velocity = flush(beta * v[i] + g[i]);
            v[i] = velocity;
            w[i] -= rate * (g[i] + beta * velocity);
        }
    }

    @Override
    public void adaGrad(float rate, float epsilon, float[] w, float[] g, float[] s, int from, int to) {
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float sum = s[i] + slope * slope;
            s[i] = sum;
            w[i] -= rate * slope / ((float) Math.sqrt(sum) + epsilon);
        }
    }

    @Override
    public void rmsProp(float rate, float share, float epsilon, float[] w, float[] g, float[] v, int from, int to) {
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float square = v[i];
            square = flushSquare(square + share * (slope * slope - square));
            v[i] = square;
            w[i] -= rate * slope / ((float) Math.sqrt(square) + epsilon);
        }
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
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float square = v[i];
            square = flushSquare(square + share * (slope * slope - square));
            v[i] = square;
            float direction = slope / ((float) Math.sqrt(square) + epsilon);
            direction = flush(direction + beta * b[i]);
            b[i] = direction;
            w[i] -= rate * direction;
        }
    }

    @Override
    public void centeredRmsProp(
            float rate, float share, float epsilon, float[] w, float[] g, float[] v, float[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float square = v[i];
            square = flushSquare(square + share * (slope * slope - square));
            v[i] = square;
            float mean = a[i];
            mean = flush(mean + share * (slope - mean));
            a[i] = mean;
            float variance = Math.max(square - mean * mean, 0);
            w[i] -= rate * (slope / ((float) Math.sqrt(variance) + epsilon));
        }
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
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float square = v[i];
            square = flushSquare(square + share * (slope * slope - square));
            v[i] = square;
            float mean = a[i];
            mean = flush(mean + share * (slope - mean));
            a[i] = mean;
            float variance = Math.max(square - mean * mean, 0);
            float direction = slope / ((float) Math.sqrt(variance) + epsilon);
            direction = flush(direction + beta * b[i]);
            b[i] = direction;
            w[i] -= rate * direction;
        }
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
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float first = m[i];
            float second = v[i];
            first = flush(first + share1 * (slope - first));
            second = flushSquare(second + share2 * (slope * slope - second));
            m[i] = first;
            v[i] = second;
            float weight = w[i];
            w[i] = weight - (decay * weight + rate * first / ((float) Math.sqrt(second) * root + epsilon));
        }
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
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float first = m[i];
            float second = v[i];
            first = flush(first + share1 * (slope - first));
            second = flushSquare(second + share2 * (slope * slope - second));
            float largest = Math.max(u[i], second);
            m[i] = first;
            v[i] = second;
            u[i] = largest;
            float weight = w[i];
            w[i] = weight - (decay * weight + rate * first / ((float) Math.sqrt(largest) * root + epsilon));
        }
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
        for (int i = from; i < to; i++) {
            float slope = g[i];
            float first = m[i];
            float second = v[i];
            first = flush(first + share1 * (slope - first));
            second = flushSquare(second + share2 * (slope * slope - second));
            m[i] = first;
            v[i] = second;
            w[i] -= (gradientRate * slope + momentRate * first) / ((float) Math.sqrt(second) * root + epsilon);
        }
    }

    @Override
    public void clip(float[] g, float bound, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.max(-bound, Math.min(bound, g[i]));
        }
    }

    @Override
    public void penalize(float[] g, float[] w, float l1, float l2, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] += l2 * w[i] + l1 * Math.signum(w[i]);
        }
    }

    @Override
    public double sumOfSquares(float[] g, int from, int to) {
        return ScalarSums.squares(g, from, to - from, 0);
    }
}
