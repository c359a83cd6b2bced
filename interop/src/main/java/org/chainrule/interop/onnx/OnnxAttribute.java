package org.chainrule.interop.onnx;

import java.util.List;

/** An attribute of an operator ({@code AttributeProto}). Graphs are none: control flow is refused when a file is read. */
public sealed interface OnnxAttribute {
    /**
     * A number.
     *
     * @param value the number
     */
    record OfFloat(float value) implements OnnxAttribute {}

    /**
     * A whole number.
     *
     * @param value the number
     */
    record OfInt(long value) implements OnnxAttribute {}

    /**
     * A text.
     *
     * @param value the text
     */
    record OfText(String value) implements OnnxAttribute {}

    /**
     * A tensor.
     *
     * @param value the tensor
     */
    record OfTensor(OnnxTensor value) implements OnnxAttribute {}

    /**
     * Numbers.
     *
     * @param values the numbers, not to be written
     */
    @SuppressWarnings("ArrayRecordComponent")
    record OfFloats(float[] values) implements OnnxAttribute {}

    /**
     * Whole numbers.
     *
     * @param values the numbers, not to be written
     */
    @SuppressWarnings("ArrayRecordComponent")
    record OfInts(long[] values) implements OnnxAttribute {}

    /**
     * Texts.
     *
     * @param values the texts
     */
    record OfTexts(List<String> values) implements OnnxAttribute {
        /** Copies the list. */
        public OfTexts {
            values = List.copyOf(values);
        }
    }
}
