package org.chainrule.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.chainrule.train.Precision;
import org.chainrule.train.TrainedNetwork;

/** The bits of a network's weights in one word, to compare trainings of different processes. */
public final class WeightHash {
    private WeightHash() {}

    /**
     * SHA-256 of parameters, then statistics, as little-endian IEEE bits.
     *
     * @param trained the network
     * @return 64 hexadecimal digits
     */
    public static String of(TrainedNetwork trained) {
        if (trained.precision() == Precision.FLOAT64) {
            double[] parameters = Objects.requireNonNull(trained.doubleParameters());
            double[] statistics = Objects.requireNonNull(trained.doubleStatistics());
            ByteBuffer bytes = littleEndian(8 * (parameters.length + statistics.length));
            bytes.asDoubleBuffer().put(parameters).put(statistics);
            return sha256(bytes);
        }
        float[] parameters = Objects.requireNonNull(trained.floatParameters());
        float[] statistics = Objects.requireNonNull(trained.floatStatistics());
        ByteBuffer bytes = littleEndian(4 * (parameters.length + statistics.length));
        bytes.asFloatBuffer().put(parameters).put(statistics);
        return sha256(bytes);
    }

    /**
     * SHA-256 of numbers, as little-endian IEEE bits.
     *
     * @param values the numbers
     * @return 64 hexadecimal digits
     */
    public static String of(double... values) {
        ByteBuffer bytes = littleEndian(8 * values.length);
        bytes.asDoubleBuffer().put(values);
        return sha256(bytes);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
