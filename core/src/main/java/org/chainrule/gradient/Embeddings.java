package org.chainrule.gradient;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.kernel.ElementwiseKernels;
import org.chainrule.network.Embedding;
import org.chainrule.network.NetworkPlan.Node;
import org.chainrule.network.NetworkPlan.Part;

/** An embedding layer in float32: its parts, and the memory that they need between forward and gradient. */
final class Embeddings {
    /** A part at work: rows are independent of each other, a gradient is a chain over all rows in order. */
    interface PartLayer {
        /** Writes the part's columns of y. */
        void forward(int from, int to);

        /** Takes the deltas of its columns apart, as far as this can be done row by row. */
        void backward(int from, int to);

        /** The gradient of one of its slices, or of a piece of it. */
        void gradient(int slice, int piece, int rows, float[] gradient);

        /** The features of the pieces into which the gradient of a slice may be cut: ends of packed indices, multiples of 16. */
        default int[] pieceEnds(int slice) {
            return new int[0];
        }
    }

    private final List<PartLayer> parts = new ArrayList<>();

    Embeddings(
            Node node,
            ElementwiseKernels elementwise,
            BatchWorkspace space,
            ParameterPanels panels,
            float[] parameters,
            boolean training) {
        for (Part part : node.parts()) {
            int[] at = new int[part.slices().size()];
            for (int s = 0; s < at.length; s++) {
                at[s] = panels.offset(part.slices().get(s));
            }
            EmbeddedColumns columns =
                    new EmbeddedColumns(space, node.index(), part.embedding().from(), part.output());
            if (part.embedding() instanceof Embedding.Periodic periodic) {
                parts.add(new PeriodicPart(periodic, columns, elementwise, parameters, at, space.capacity, training));
            } else if (part.embedding() instanceof Embedding.PiecewiseLinear piecewise) {
                parts.add(new PiecewiseLinearPart(piecewise, columns, parameters, at, space.capacity));
            } else if (part.embedding() instanceof Embedding.Lookup lookup) {
                parts.add(new LookupPart(lookup, columns, parameters, at[0]));
            } else {
                parts.add(new PassedPart(part.embedding().columns(), columns));
            }
        }
    }

    void forward(int from, int to) {
        for (int p = 0; p < parts.size(); p++) {
            parts.get(p).forward(from, to);
        }
    }

    void backward(int from, int to) {
        for (int p = 0; p < parts.size(); p++) {
            parts.get(p).backward(from, to);
        }
    }

    PartLayer part(int p) {
        return parts.get(p);
    }

    /** Where a part finds what it reads and writes: element (n, j) of x at x(n) + j, of y and dy at y(n) + j. */
    record EmbeddedColumns(BatchWorkspace space, int node, int input, int output) {
        float[] x() {
            return space.values[node];
        }

        float[] y() {
            return space.values[node + 1];
        }

        float[] dy() {
            return space.deltas[node + 1];
        }

        int x(int n) {
            return n * space.strides[node] + input;
        }

        int y(int n) {
            return n * space.strides[node + 1] + output;
        }
    }

    /** y = x. */
    private record PassedPart(int count, EmbeddedColumns columns) implements PartLayer {
        @Override
        public void forward(int from, int to) {
            for (int n = from; n < to; n++) {
                System.arraycopy(columns.x(), columns.x(n), columns.y(), columns.y(n), count);
            }
        }

        @Override
        public void backward(int from, int to) {
            // no parameters
        }

        @Override
        public void gradient(int slice, int piece, int rows, float[] gradient) {
            throw new IllegalStateException("columns that are passed on have no parameters");
        }
    }

    /** y = the row of the table that x stands for. */
    @SuppressWarnings("ArrayRecordComponent")
    private record LookupPart(Embedding.Lookup lookup, EmbeddedColumns columns, float[] parameters, int at)
            implements PartLayer {
        private int row(int n) {
            return at + lookup.code(columns.x()[columns.x(n)]) * lookup.width();
        }

        @Override
        public void forward(int from, int to) {
            for (int n = from; n < to; n++) {
                System.arraycopy(parameters, row(n), columns.y(), columns.y(n), lookup.width());
            }
        }

        @Override
        public void backward(int from, int to) {
            // the gradient is that of the output
        }

        @Override
        public void gradient(int slice, int piece, int rows, float[] gradient) {
            java.util.Arrays.fill(gradient, at, at + lookup.codes() * lookup.width(), 0f);
            float[] dy = columns.dy();
            for (int n = 0; n < rows; n++) {
                int row = row(n);
                int y = columns.y(n);
                for (int j = 0; j < lookup.width(); j++) {
                    gradient[row + j] += dy[y + j];
                }
            }
        }
    }
}
