package org.chainrule.bench;

import dev.ludovic.netlib.blas.NativeBLAS;

/** The BLAS that the system has installed, on arrays of the heap that are pinned, not copied. */
final class SystemBlas implements Blas {
    private final NativeBLAS blas = NativeBLAS.getInstance();

    @Override
    public String name() {
        return "system libblas";
    }

    @Override
    public Prepared prepare(ProductShape shape) {
        return new Heap(blas, shape);
    }

    private static final class Heap implements Prepared {
        private final NativeBLAS blas;
        private final ProductShape shape;
        private final float[] a;
        private final float[] b;
        private final float[] c;

        Heap(NativeBLAS blas, ProductShape shape) {
            this.blas = blas;
            this.shape = shape;
            this.a = shape.left();
            this.b = shape.right();
            this.c = new float[shape.resultRows() * shape.resultColumns()];
        }

        /** Fortran stores columns: what it takes for the matrices are ours transposed, so C^T = B^T A^T. */
        @Override
        public void run() {
            int m = shape.rows();
            int in = shape.in();
            int out = shape.out();
            switch (shape.kind()) {
                case FORWARD -> blas.sgemm("N", "N", out, m, in, 1, b, out, a, in, 0, c, out);
                case BACKWARD -> blas.sgemm("T", "N", in, m, out, 1, b, out, a, out, 0, c, in);
                case GRADIENT -> blas.sgemm("N", "T", out, in, m, 1, b, out, a, in, 0, c, out);
            }
        }

        @Override
        public float[] result() {
            return c.clone();
        }

        @Override
        public void close() {
            // The garbage collector does the rest.
        }
    }
}
