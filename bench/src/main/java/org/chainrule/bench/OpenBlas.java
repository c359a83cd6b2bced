package org.chainrule.bench;

import java.nio.file.Path;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS from Maven Central, on native memory, so that no copy is counted. */
final class OpenBlas implements Blas {
    private static final int ROW_MAJOR = openblas_nolapack.CblasRowMajor;
    private static final int PLAIN = openblas_nolapack.CblasNoTrans;
    private static final int TRANSPOSED = openblas_nolapack.CblasTrans;

    private final String name;

    OpenBlas() {
        Loader.load(openblas_nolapack.class);
        var source = openblas_nolapack.class.getProtectionDomain().getCodeSource();
        name = source == null
                ? "OpenBLAS"
                : String.valueOf(Path.of(source.getLocation().getPath()).getFileName())
                        .replace(".jar", "");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Prepared prepare(ProductShape shape) {
        return new Native(shape);
    }

    private static final class Native implements Prepared {
        private final ProductShape shape;
        private final FloatPointer a;
        private final FloatPointer b;
        private final FloatPointer c;

        Native(ProductShape shape) {
            this.shape = shape;
            this.a = new FloatPointer(shape.left());
            this.b = new FloatPointer(shape.right());
            this.c = new FloatPointer((long) shape.resultRows() * shape.resultColumns());
        }

        @Override
        public void run() {
            int m = shape.rows();
            int in = shape.in();
            int out = shape.out();
            switch (shape.kind()) {
                case FORWARD ->
                    openblas_nolapack.cblas_sgemm(ROW_MAJOR, PLAIN, PLAIN, m, out, in, 1, a, in, b, out, 0, c, out);
                case BACKWARD ->
                    openblas_nolapack.cblas_sgemm(
                            ROW_MAJOR, PLAIN, TRANSPOSED, m, in, out, 1, a, out, b, out, 0, c, in);
                case GRADIENT ->
                    openblas_nolapack.cblas_sgemm(
                            ROW_MAJOR, TRANSPOSED, PLAIN, in, out, m, 1, a, in, b, out, 0, c, out);
            }
        }

        @Override
        public float[] result() {
            float[] result = new float[shape.resultRows() * shape.resultColumns()];
            c.get(result);
            return result;
        }

        @Override
        public void close() {
            a.deallocate();
            b.deallocate();
            c.deallocate();
        }
    }
}
