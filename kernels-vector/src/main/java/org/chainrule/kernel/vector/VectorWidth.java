package org.chainrule.kernel.vector;

import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.KernelSelection;

/**
 * The one vector width of this JVM: what the system property {@code chainrule.kernel} names, else the widest that the machine has. Mixing widths in one
 * process makes the JIT compiler give up on vectors, so there is one, fixed when the class is loaded.
 */
final class VectorWidth {
    private VectorWidth() {}

    /** Widths in bits that this machine has, widest first. */
    static List<String> available() {
        int widest = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        return Stream.of(512, 256, 128)
                .filter(bits -> bits <= widest)
                .map(String::valueOf)
                .toList();
    }

    /** The width of this JVM in bits. */
    static String chosen() {
        String asked = System.getProperty(KernelSelection.PROPERTY, "auto");
        List<String> available = available();
        return available.contains(asked) ? asked : available.get(0);
    }

    static VectorSpecies<Float> species() {
        return switch (chosen()) {
            case "512" -> FloatVector.SPECIES_512;
            case "256" -> FloatVector.SPECIES_256;
            default -> FloatVector.SPECIES_128;
        };
    }
}
