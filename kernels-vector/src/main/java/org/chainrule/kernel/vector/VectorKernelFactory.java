package org.chainrule.kernel.vector;

import java.lang.module.ModuleFinder;
import java.util.List;
import org.chainrule.kernel.KernelFactory;
import org.chainrule.kernel.Kernels;

/**
 * Offers the SIMD kernels where the JVM has {@code jdk.incubator.vector}. This class names no vector type, so that it loads where the module is missing and
 * can say so.
 */
public final class VectorKernelFactory implements KernelFactory {
    private static final String MODULE = "jdk.incubator.vector";

    /** Called by the service loader. */
    public VectorKernelFactory() {}

    private static boolean present() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    @Override
    public List<String> available() {
        return present() ? VectorWidth.available() : List.of();
    }

    @Override
    public Kernels create(String name) {
        if (!name.equals(VectorWidth.chosen())) {
            throw new IllegalArgumentException("this process already uses the kernel " + VectorWidth.chosen()
                    + ", and a process has one vector width; start " + "another with -Dchainrule.kernel=" + name);
        }
        return new Kernels(
                name,
                new VectorProducts(),
                new VectorElementwise(),
                new VectorUpdates(),
                new VectorNormalizations(),
                new VectorRows());
    }

    @Override
    public String hint() {
        if (present()) {
            return "";
        }
        return ModuleFinder.ofSystem().find(MODULE).isPresent()
                ? "For SIMD start java with --add-modules " + MODULE + "."
                : "For SIMD run on a Java runtime that has the module " + MODULE + ", and start it with --add-modules "
                        + MODULE + "; this one lacks it.";
    }
}
