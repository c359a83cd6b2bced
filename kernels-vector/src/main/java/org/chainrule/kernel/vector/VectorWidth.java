package org.chainrule.kernel.vector;

import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.KernelSelection;

/**
 * The one vector width of this JVM: what the system property {@code chainrule.kernel} names, else the widest that the machine has. Mixing widths in one
 * process makes the JIT compiler give up on vectors, so there is one, fixed when the class is loaded.
 */
final class VectorWidth {
    /**
     * What is added to a vector that a loop leaves behind, before it is stored or taken apart: x + -0 is x, to the bit. The sum is a new vector of a known class,
     * while the compiler of JDK 17 may not know what the loop's is, and would call methods of its base class, for which it has to be an object.
     */
    static final FloatVector MINUS_ZERO = FloatVector.broadcast(species(), -0f);

    /** The same in double precision. */
    static final DoubleVector MINUS_ZEROS =
            DoubleVector.broadcast(VectorSpecies.of(double.class, species().vectorShape()), -0d);

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
