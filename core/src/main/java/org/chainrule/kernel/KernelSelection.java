package org.chainrule.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Chooses the kernels of a JVM: the best that the machine can run, or the one that the system property {@code chainrule.kernel} names. All give the same bits; what
 * differs is the speed. Where the choice falls on the scalar kernels although nobody asked for them, one warning a JVM says what is missing, through {@link
 * System.Logger}.
 */
public final class KernelSelection {
    /** The system property: {@code auto}, {@code scalar}, {@code 128}, {@code 256} or {@code 512}. */
    public static final String PROPERTY = "chainrule.kernel";

    private KernelSelection() {}

    /**
     * The kernels that the system property asks for.
     *
     * @return the kernels
     * @throws IllegalArgumentException if the machine lacks them; the message lists what it has
     */
    public static Kernels select() {
        return select(System.getProperty(PROPERTY, "auto"));
    }

    /**
     * Kernels by name.
     *
     * @param name {@code auto} for the best
     * @return the kernels
     * @throws IllegalArgumentException if the machine lacks them; the message lists what it has
     */
    public static Kernels select(String name) {
        KernelWarnings.ofSlowMultiplyAdd();
        List<String> names = new ArrayList<>(List.of("auto"));
        for (KernelFactory factory : ServiceLoader.load(KernelFactory.class)) {
            for (String available : factory.available()) {
                if (name.equals("auto") || name.equals(available)) {
                    return factory.create(available);
                }
                names.add(available);
            }
        }
        names.add("scalar");
        if (name.equals("auto")) {
            KernelWarnings.ofScalarFallback();
            return Kernels.scalar();
        }
        if (name.equals("scalar")) {
            return Kernels.scalar();
        }
        throw new IllegalArgumentException("the system property " + PROPERTY + " asks for the kernel \"" + name
                + "\", but this machine and installation have " + String.join(", ", names) + "; choose one of these."
                + String.join("", hints()));
    }

    /** What the factories say is missing, each as a sentence that starts with a blank. */
    static List<String> hints() {
        List<String> hints = new ArrayList<>();
        for (KernelFactory factory : ServiceLoader.load(KernelFactory.class)) {
            if (!factory.hint().isEmpty()) {
                hints.add(" " + factory.hint());
            }
        }
        return hints;
    }
}
