package org.chainrule.kernel;

import java.util.List;

/** A source of kernels, found by {@link java.util.ServiceLoader}, so that the core need not know which instruction sets there are. */
public interface KernelFactory {
    /**
     * The kernels that this machine can run, best first.
     *
     * @return names such as {@code 512}; empty if none
     */
    List<String> available();

    /**
     * Creates kernels.
     *
     * @param name one of {@link #available()}
     * @return the kernels
     */
    Kernels create(String name);

    /**
     * What this JVM lacks for these kernels, and how to get it.
     *
     * @return a sentence for the user, with the exact flag; empty if nothing is missing
     */
    default String hint() {
        return "";
    }
}
