package org.chainrule.interop.onnx.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chainrule.interop.onnx.ElementType;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.tabular.error.Display;

/** Numbers as text, as {@code Cast} writes and reads them: {@code NaN}, {@code INF}, {@code -INF}, plain and scientific notation. */
final class TextNumbers {
    private static final Pattern REAL =
            Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,9})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
    private static final int DIGITS = 8;
    private static final int TEXT_ELEMENTS = 16;

    private TextNumbers() {}

    static OnnxTensor parse(Call call, OnnxTensor input, ElementType to) {
        String[] texts = input.texts();
        if (to.isReal()) {
            double[] values = new double[texts.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = real(call, texts[i].strip(), to);
            }
            return Tensors.ofReals(to, values, input.shape());
        }
        if (!to.isWhole()) {
            throw call.refused("numbers from text", to.toString());
        }
        long[] values = new long[texts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(call, texts[i].strip(), to);
        }
        return OnnxTensor.ofLongs(values, input.shape()).as(to);
    }

    private static double real(Call call, String text, ElementType to) {
        switch (text.toUpperCase(Locale.ROOT)) {
            case "NAN" -> {
                return Double.NaN;
            }
            case "INF", "+INF" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-INF" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                if (!REAL.matcher(text).matches()) {
                    throw call.refused("text that is a number", '"' + Display.text(text) + '"');
                }
                // Of float32 at once, so that it is rounded once.
                return to == ElementType.DOUBLE ? Double.parseDouble(text) : Float.parseFloat(text);
            }
        }
    }

    private static long whole(Call call, String text, ElementType to) {
        if (WHOLE.matcher(text).matches()) {
            BigInteger value = new BigInteger(text);
            boolean signed = to.kind() == ElementType.Kind.SIGNED;
            boolean fits =
                    signed ? value.bitLength() < to.bits() : value.signum() >= 0 && value.bitLength() <= to.bits();
            if (fits) {
                return value.longValue();
            }
        }
        throw call.refused("text that is a number of " + to, '"' + Display.text(text) + '"');
    }

    /** Of any size in 8 digits, as ONNX Runtime does; the standard leaves it open. */
    static OnnxTensor format(Call call, OnnxTensor input) {
        call.allocate(input.size(), TEXT_ELEMENTS);
        String[] texts = new String[input.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = switch (input.type().kind()) {
                case REAL -> format(input.floats()[i]);
                case DOUBLE -> format(input.doubles()[i]);
                case UNSIGNED -> Long.toUnsignedString(input.longs()[i]);
                case SIGNED -> Long.toString(input.longs()[i]);
                default -> throw call.refused("numbers", input.type().toString());
            };
        }
        return OnnxTensor.ofTexts(texts, input.shape());
    }

    /** As C's {@code %.8g} does: so many digits at most, scientific below 1e-4 and from 10^8 on, no zeros behind. */
    static String format(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "INF" : "-INF";
        }
        String sign = Math.copySign(1, value) < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0";
        }
        BigDecimal rounded = new BigDecimal(Math.abs(value))
                .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < DIGITS) {
            return sign + rounded.toPlainString();
        }
        String all = rounded.unscaledValue().toString();
        String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
        String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
    }
}
