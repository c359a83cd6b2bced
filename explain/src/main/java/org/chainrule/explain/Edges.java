package org.chainrule.explain;

import java.util.function.IntBinaryOperator;

/** The local derivatives of one node: from every element that it reads to those elements that it writes from it. Elements count through rows and members. */
interface Edges {
    /** How many elements are written from element e. */
    int degree(int e);

    /** The element that edge t of element e leads to. */
    int target(int e, int t);

    /** d(target) / d(e). */
    double derivative(int e, int t);

    /** Whether element e writes element e and nothing else. */
    default boolean elementwise() {
        return false;
    }

    /** Elementwise nodes: phi', masks, factors. */
    @SuppressWarnings("ArrayRecordComponent")
    record Diagonal(double[] derivatives) implements Edges {
        @Override
        public int degree(int e) {
            return 1;
        }

        @Override
        public int target(int e, int t) {
            return e;
        }

        @Override
        public double derivative(int e, int t) {
            return derivatives[e];
        }

        @Override
        public boolean elementwise() {
            return true;
        }
    }

    /** Products: the derivative is the weight, times the scale of NTK. Members share the matrix where {@code stride} is 0. */
    @SuppressWarnings("ArrayRecordComponent")
    record Product(double[] parameters, int offset, int stride, int members, int inputs, int outputs, double scale)
            implements Edges {
        @Override
        public int degree(int e) {
            return outputs;
        }

        @Override
        public int target(int e, int t) {
            return e / inputs * outputs + t;
        }

        @Override
        public double derivative(int e, int t) {
            int matrix = offset + e / inputs % members * stride;
            return scale * parameters[matrix + e % inputs * outputs + t];
        }
    }

    /** Every other node: edge t of element e is element e of the answer to probe t. */
    @SuppressWarnings("ArrayRecordComponent")
    record Probed(double[][] answers, IntBinaryOperator targets) implements Edges {
        @Override
        public int degree(int e) {
            return answers.length;
        }

        @Override
        public int target(int e, int t) {
            return targets.applyAsInt(e, t);
        }

        @Override
        public double derivative(int e, int t) {
            return answers[t][e];
        }
    }
}
