package org.chainrule.interop.onnx;

/** What the elements of a tensor are ({@code TensorProto.DataType}). Complex numbers and those of 8 and fewer bits with an exponent are none. */
public enum ElementType {
    /** float32. */
    FLOAT(1),
    /** Unsigned, 8 bits. */
    UINT8(2),
    /** Signed, 8 bits. */
    INT8(3),
    /** Unsigned, 16 bits. */
    UINT16(4),
    /** Signed, 16 bits. */
    INT16(5),
    /** Signed, 32 bits. */
    INT32(6),
    /** Signed, 64 bits. */
    INT64(7),
    /** Text in UTF-8. */
    STRING(8),
    /** Truth values. */
    BOOL(9),
    /** IEEE 754 binary16. */
    FLOAT16(10),
    /** float64. */
    DOUBLE(11),
    /** Unsigned, 32 bits. */
    UINT32(12),
    /** Unsigned, 64 bits. */
    UINT64(13),
    /** The upper half of a float32. */
    BFLOAT16(16);

    private final int code;

    ElementType(int code) {
        this.code = code;
    }

    /**
     * The number in a file.
     *
     * @return as in {@code TensorProto.DataType}
     */
    public int code() {
        return code;
    }
}
