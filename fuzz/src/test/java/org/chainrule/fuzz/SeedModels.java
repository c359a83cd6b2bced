package org.chainrule.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Small model files of every kind, trained for this purpose. */
public final class SeedModels {
    /** Their names: presets, a target of quantiles, double precision, two members. */
    public static final List<String> NAMES = List.of("plain", "fast", "tabm", "realmlp", "quant", "f64", "members");

    private SeedModels() {}

    /**
     * One of them.
     *
     * @param name of {@link #NAMES}
     * @return the whole file
     */
    public static byte[] of(String name) {
        return resource("models/" + name + ".chainrule");
    }

    /**
     * A file of this package's resources.
     *
     * @param name its path from here
     * @return its bytes
     */
    public static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(SeedModels.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All of them.
     *
     * @return whole files
     */
    public static Stream<byte[]> all() {
        return NAMES.stream().map(SeedModels::of);
    }
}
