package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;

/** A BLAS library in this process. */
interface Blas {
    /** A product that was made ready in the library's favourite kind of memory. */
    interface Prepared extends Runnable, AutoCloseable {
        /**
         * What the last run computed.
         *
         * @return a copy, dense and row-major
         */
        float[] result();

        @Override
        void close();
    }

    String name();

    Prepared prepare(ProductShape shape);

    /** Those that load here; what does not is reported. */
    static List<Blas> available(List<String> problems) {
        List<Blas> found = new ArrayList<>();
        try {
            found.add(new OpenBlas());
        } catch (LinkageError | RuntimeException missing) {
            problems.add("OpenBLAS of Maven Central does not load here: " + missing);
        }
        try {
            found.add(new SystemBlas());
        } catch (LinkageError | RuntimeException missing) {
            problems.add("the system's libblas.so.3 does not load here (Debian: libopenblas0-pthread): " + missing);
        }
        return found;
    }
}
