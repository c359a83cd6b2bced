package org.chainrule.interop.javasource.part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Numbers and names that are too many for literals of their own. */
final class Stored {
    private Stored() {}

    /** Bytes in base 64, in several literals because one holds 65,535 bytes at most. */
    static ByteBuffer literals(String... base64) {
        return ByteBuffer.wrap(Base64.getMimeDecoder().decode(String.join("", base64)));
    }

    /**
     * The bytes of a file that lies beside the class.
     *
     * @throws IllegalStateException if it is not there, or is not the one that belongs to the class
     */
    static ByteBuffer resource(Class<?> beside, String name, String sha256) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!found.equals(sha256)) {
                throw new IllegalStateException("expected the file " + name + " with SHA-256 " + sha256 + " beside "
                        + beside.getName() + ", found " + (in == null ? "none" : found)
                        + "; put the file that was exported with the source where its class file is");
            }
            return ByteBuffer.wrap(bytes);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("cannot read " + name + " beside " + beside.getName(), e);
        }
    }

    /** The next numbers. */
    static float[] floats(ByteBuffer from, int count) {
        float[] numbers = new float[count];
        from.asFloatBuffer().get(numbers);
        from.position(from.position() + Float.BYTES * count);
        return numbers;
    }

    /** The next numbers. */
    static double[] doubles(ByteBuffer from, int count) {
        double[] numbers = new double[count];
        from.asDoubleBuffer().get(numbers);
        from.position(from.position() + Double.BYTES * count);
        return numbers;
    }

    /** Texts with a separator between them, in several literals. */
    static List<String> texts(String separator, String... joined) {
        return List.of(String.join("", joined).split(separator, -1));
    }

    /** The positions of texts. */
    static Map<String, Integer> positions(List<String> texts) {
        Map<String, Integer> positions = new HashMap<>();
        for (String text : texts) {
            positions.put(text, positions.size());
        }
        return positions;
    }
}
