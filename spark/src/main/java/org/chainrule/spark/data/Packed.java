package org.chainrule.spark.data;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers in the fewest bytes that hold them exactly; NaN is a missing value. Immutable. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface Packed extends Serializable {
    /** The number of a row. */
    double get(int row);

    /** How many. */
    int size();

    /** A byte each; the smallest stands for NaN. */
    record Bytes(byte[] values) implements Packed {
        @Override
        public double get(int row) {
            byte value = values[row];
            return value == Byte.MIN_VALUE ? Double.NaN : value;
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Two bytes each. */
    record Shorts(short[] values) implements Packed {
        @Override
        public double get(int row) {
            short value = values[row];
            return value == Short.MIN_VALUE ? Double.NaN : value;
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Four bytes each. */
    record Ints(int[] values) implements Packed {
        @Override
        public double get(int row) {
            int value = values[row];
            return value == Integer.MIN_VALUE ? Double.NaN : value;
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Four bytes each, with fractions. */
    record Floats(float[] values) implements Packed {
        @Override
        public double get(int row) {
            return values[row];
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /** Whatever a double is. */
    record Doubles(double[] values) implements Packed {
        @Override
        public double get(int row) {
            return values[row];
        }

        @Override
        public int size() {
            return values.length;
        }
    }

    /**
     * Packs the first of some numbers.
     *
     * @param values no zero among them is negative
     * @param rows   how many
     * @return the same numbers
     */
    static Packed of(double[] values, int rows) {
        double low = 0;
        double high = 0;
        boolean integers = true;
        boolean floats = true;
        for (int i = 0; i < rows && (integers || floats); i++) {
            double value = values[i];
            if (Double.isNaN(value)) {
                continue;
            }
            integers &= value == (int) value;
            floats &= value == (float) value;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (integers && low > Integer.MIN_VALUE) {
            return integers(values, rows, low, high);
        }
        return floats ? floats(values, rows) : new Doubles(Arrays.copyOf(values, rows));
    }

    private static Packed integers(double[] values, int rows, double low, double high) {
        if (low > Byte.MIN_VALUE && high <= Byte.MAX_VALUE) {
            byte[] packed = new byte[rows];
            for (int i = 0; i < rows; i++) {
                packed[i] = Double.isNaN(values[i]) ? Byte.MIN_VALUE : (byte) values[i];
            }
            return new Bytes(packed);
        }
        if (low > Short.MIN_VALUE && high <= Short.MAX_VALUE) {
            short[] packed = new short[rows];
            for (int i = 0; i < rows; i++) {
                packed[i] = Double.isNaN(values[i]) ? Short.MIN_VALUE : (short) values[i];
            }
            return new Shorts(packed);
        }
        int[] packed = new int[rows];
        for (int i = 0; i < rows; i++) {
            packed[i] = Double.isNaN(values[i]) ? Integer.MIN_VALUE : (int) values[i];
        }
        return new Ints(packed);
    }

    private static Packed floats(double[] values, int rows) {
        float[] packed = new float[rows];
        for (int i = 0; i < rows; i++) {
            packed[i] = (float) values[i];
        }
        return new Floats(packed);
    }
}
