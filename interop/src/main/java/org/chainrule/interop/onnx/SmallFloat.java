package org.chainrule.interop.onnx;

/**
 * The floating-point formats of fewer than 32 bits: what their bits mean, and which of their numbers is nearest to a given one.
 *
 * <p>Sources: IEEE 754 (binary16), the sections "Float stored in 8 bits" and "Float stored in 4 bits" of the ONNX documentation, and the OCP
 * Microscaling Formats specification (E8M0).
 */
public final class SmallFloat {
    /**
     * A format with a sign.
     *
     * @param exponentBits bits of the exponent
     * @param mantissaBits bits of the mantissa
     * @param bias         of the exponent
     * @param most         the largest finite number
     * @param infinite     whether it has infinities; a format without them gives NaN, or {@code most} if it has no NaN either
     * @param unsignedZero whether there is no negative zero, whose bits then are the NaN
     */
    private record Format(
            int exponentBits, int mantissaBits, int bias, double most, boolean infinite, boolean unsignedZero) {}

    private static final int EXPONENT_BIAS_E8M0 = 127;

    private SmallFloat() {}

    private static Format format(ElementType type) {
        return switch (type) {
            case FLOAT16 -> new Format(5, 10, 15, 65504, true, false);
            case BFLOAT16 -> new Format(8, 7, 127, 0x1.FEp127, true, false);
            case FLOAT8E4M3FN -> new Format(4, 3, 7, 448, false, false);
            case FLOAT8E4M3FNUZ -> new Format(4, 3, 8, 240, false, true);
            case FLOAT8E5M2 -> new Format(5, 2, 15, 57344, true, false);
            case FLOAT8E5M2FNUZ -> new Format(5, 2, 16, 57344, false, true);
            case FLOAT4E2M1 -> new Format(2, 1, 1, 6, false, false);
            default -> throw new IllegalArgumentException("expected a small float, found " + type);
        };
    }

    /**
     * The number that bits mean.
     *
     * @param type a floating-point type of fewer than 32 bits
     * @param bits as many as the type has
     * @return the number, exactly
     */
    public static float decode(ElementType type, int bits) {
        if (type == ElementType.FLOAT8E8M0) {
            return bits == 0xFF ? Float.NaN : Math.scalb(1f, bits - EXPONENT_BIAS_E8M0);
        }
        Format format = format(type);
        int mantissaBits = format.mantissaBits();
        int mantissa = bits & ((1 << mantissaBits) - 1);
        int topExponent = (1 << format.exponentBits()) - 1;
        int exponent = (bits >> mantissaBits) & topExponent;
        boolean negative = (bits >> (mantissaBits + format.exponentBits())) != 0;
        if (format.unsignedZero() && negative && exponent == 0 && mantissa == 0) {
            return Float.NaN;
        }
        if (format.infinite() && exponent == topExponent) {
            return mantissa != 0 ? Float.NaN : negative ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
        }
        if (type == ElementType.FLOAT8E4M3FN && exponent == topExponent && mantissa == 7) {
            return Float.NaN;
        }
        int significand = exponent == 0 ? mantissa : mantissa + (1 << mantissaBits);
        float magnitude = Math.scalb((float) significand, Math.max(exponent, 1) - format.bias() - mantissaBits);
        return negative ? -magnitude : magnitude;
    }

    /**
     * The number of a format that is nearest to a given one; of two, the one whose mantissa is even. A number beyond the largest becomes infinite, NaN in
     * a format without infinities, and the largest in one without either; there NaN becomes a negative zero.
     *
     * @param type a floating-point type of fewer than 32 bits
     * @param x    any number
     * @return the nearest number of the type
     */
    public static float round(ElementType type, double x) {
        return round(type, x, false);
    }

    /**
     * The same with numbers beyond the largest, infinite ones among them, replaced by the largest, as {@code Cast} does.
     *
     * @param type     a floating-point type of fewer than 32 bits
     * @param x        any number
     * @param saturate whether to do so; of no meaning for float16 and bfloat16
     * @return the nearest number of the type
     */
    public static float round(ElementType type, double x, boolean saturate) {
        if (type == ElementType.FLOAT8E8M0) {
            return roundToPower(x, "up", saturate);
        }
        Format format = format(type);
        if (Double.isNaN(x)) {
            // As ml_dtypes does, which ONNX refers to: there is no NaN.
            return type == ElementType.FLOAT4E2M1 ? -0.0f : Float.NaN;
        }
        double magnitude = nearest(format, Math.abs(x));
        if (magnitude > format.most()) {
            boolean ieee = type == ElementType.FLOAT16 || type == ElementType.BFLOAT16;
            magnitude = saturate && !ieee || type == ElementType.FLOAT4E2M1
                    ? format.most()
                    : format.infinite() ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        boolean positive = x > 0 || magnitude == 0 && format.unsignedZero();
        return (float) (positive ? magnitude : Math.copySign(magnitude, x));
    }

    private static double nearest(Format format, double magnitude) {
        if (Double.isInfinite(magnitude) || magnitude == 0) {
            return magnitude;
        }
        int exponent = Math.max(Math.getExponent(magnitude), 1 - format.bias());
        int quantum = exponent - format.mantissaBits();
        return Math.scalb(Math.rint(Math.scalb(magnitude, -quantum)), quantum);
    }

    /**
     * The power of two of E8M0 for a number, whose sign is dropped.
     *
     * @param x        any number
     * @param mode     {@code up}, {@code down} or {@code nearest} (of two, the larger)
     * @param saturate whether numbers beyond the range become its ends, instead of NaN
     * @return a power of two from 2^-127 to 2^127, or NaN
     */
    public static float roundToPower(double x, String mode, boolean saturate) {
        if (Double.isNaN(x) || Double.isInfinite(x) && !saturate) {
            return Float.NaN;
        }
        double magnitude = Math.abs(x);
        int exponent = magnitude == 0 ? -EXPONENT_BIAS_E8M0 : Math.min(Math.getExponent(magnitude), 200);
        double fraction = Double.isInfinite(magnitude) || magnitude == 0 ? 1 : Math.scalb(magnitude, -exponent);
        boolean up = mode.equals("up") ? fraction > 1 : mode.equals("nearest") && fraction >= 1.5;
        exponent += up ? 1 : 0;
        if (exponent > EXPONENT_BIAS_E8M0 && !saturate) {
            return Float.NaN;
        }
        return Math.scalb(1f, Math.max(-EXPONENT_BIAS_E8M0, Math.min(exponent, EXPONENT_BIAS_E8M0)));
    }
}
