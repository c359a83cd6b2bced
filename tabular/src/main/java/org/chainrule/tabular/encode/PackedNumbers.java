package org.chainrule.tabular.encode;

import java.io.Serializable;
import java.util.Arrays;

/** Numbers in the narrowest form that holds all of them to the last bit: what facts of parts carry. Immutable. */
final class PackedNumbers implements Serializable {
    private static final long serialVersionUID = 1;

    /** Of byte, short, int, float or double. */
    private final Serializable values;

    private final int size;

    private PackedNumbers(Serializable values, int size) {
        this.values = values;
        this.size = size;
    }

    /** Packs a[0..n), which is copied. */
    static PackedNumbers of(double[] a, int n) {
        int low = 0;
        int high = 0;
        boolean whole = true;
        boolean single = true;
        for (int i = 0; i < n && (whole || single); i++) {
            int integer = (int) a[i];
            whole = whole && same(integer, a[i]);
            single = single && same((float) a[i], a[i]);
            low = Math.min(low, integer);
            high = Math.max(high, integer);
        }
        return new PackedNumbers(whole ? integers(a, n, low, high) : single ? singles(a, n) : Arrays.copyOf(a, n), n);
    }

    private static boolean same(double narrow, double value) {
        return Double.doubleToRawLongBits(narrow) == Double.doubleToRawLongBits(value);
    }

    private static Serializable integers(double[] a, int n, int low, int high) {
        if (low >= Byte.MIN_VALUE && high <= Byte.MAX_VALUE) {
            byte[] packed = new byte[n];
            for (int i = 0; i < n; i++) {
                packed[i] = (byte) a[i];
            }
            return packed;
        } else if (low >= Short.MIN_VALUE && high <= Short.MAX_VALUE) {
            short[] packed = new short[n];
            for (int i = 0; i < n; i++) {
                packed[i] = (short) a[i];
            }
            return packed;
        }
        int[] packed = new int[n];
        for (int i = 0; i < n; i++) {
            packed[i] = (int) a[i];
        }
        return packed;
    }

    private static Serializable singles(double[] a, int n) {
        float[] packed = new float[n];
        for (int i = 0; i < n; i++) {
            packed[i] = (float) a[i];
        }
        return packed;
    }

    /** Numbers. */
    int size() {
        return size;
    }

    /** Unpacks to out[at..at + size); returns the position behind the last. */
    int copyTo(double[] out, int at) {
        int next = at;
        if (values instanceof byte[] packed) {
            for (byte value : packed) {
                out[next++] = value;
            }
        } else if (values instanceof short[] packed) {
            for (short value : packed) {
                out[next++] = value;
            }
        } else if (values instanceof int[] packed) {
            for (int value : packed) {
                out[next++] = value;
            }
        } else if (values instanceof float[] packed) {
            for (float value : packed) {
                out[next++] = value;
            }
        } else if (values instanceof double[] packed) {
            System.arraycopy(packed, 0, out, at, packed.length);
            next += packed.length;
        }
        return next;
    }
}
