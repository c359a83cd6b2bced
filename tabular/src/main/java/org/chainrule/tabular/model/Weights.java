package org.chainrule.tabular.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.train.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** A flat array of parameters or statistics, in floats or in doubles. */
sealed interface Weights {
    int size();

    double get(int index);

    /** Copies a slice to a tensor of a name and shape. */
    Tensor tensor(String name, Slice slice, long[] shape);

    /** All of it as a tensor. */
    Tensor tensor(String name);

    /** Copies a tensor into a slice. */
    void put(Tensor tensor, int offset);

    /** Feeds all elements to a digest, as little-endian bytes. */
    void digest(MessageDigest digest);

    /** The one of two arrays that is there. */
    static Weights of(float @Nullable [] floats, double @Nullable [] doubles) {
        if (floats != null) {
            return new Floats(floats);
        } else if (doubles != null) {
            return new Doubles(doubles);
        }
        throw new IllegalArgumentException("expected an array of weights, found none");
    }

    /**
     * SHA-256 over the parameters, then the running statistics, in the order of the layout, as little-endian bytes (4 an element in float32, 8 in float64),
     * network after network.
     *
     * @param networks the networks
     * @return 64 hexadecimal digits in lower case
     */
    static String sha256(List<TrainedNetwork> networks) {
        MessageDigest digest = sha256();
        for (TrainedNetwork network : networks) {
            of(network.floatParameters(), network.doubleParameters()).digest(digest);
            of(network.floatStatistics(), network.doubleStatistics()).digest(digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A new SHA-256 digest. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Floats. */
    @SuppressWarnings("ArrayRecordComponent")
    record Floats(float[] values) implements Weights {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public Tensor tensor(String name, Slice slice, long[] shape) {
            return Tensor.of(name, values, slice.offset(), shape);
        }

        @Override
        public Tensor tensor(String name) {
            return Tensor.of(name, values, 0, values.length);
        }

        @Override
        public void put(Tensor tensor, int offset) {
            tensor.copyTo(values, offset);
        }

        @Override
        public void digest(MessageDigest digest) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                chunk.putFloat(value);
                flush(chunk, digest, false);
            }
            flush(chunk, digest, true);
        }
    }

    /** Doubles. */
    @SuppressWarnings("ArrayRecordComponent")
    record Doubles(double[] values) implements Weights {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        @Override
        public Tensor tensor(String name, Slice slice, long[] shape) {
            return Tensor.of(name, values, slice.offset(), shape);
        }

        @Override
        public Tensor tensor(String name) {
            return Tensor.of(name, values, 0, values.length);
        }

        @Override
        public void put(Tensor tensor, int offset) {
            tensor.copyTo(values, offset);
        }

        @Override
        public void digest(MessageDigest digest) {
            ByteBuffer chunk = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);
            for (double value : values) {
                chunk.putDouble(value);
                flush(chunk, digest, false);
            }
            flush(chunk, digest, true);
        }
    }

    private static void flush(ByteBuffer chunk, MessageDigest digest, boolean last) {
        if (last || !chunk.hasRemaining()) {
            digest.update(chunk.flip());
            chunk.clear();
        }
    }
}
