package org.chainrule.interop.onnx;

import java.util.Optional;

/** What the elements of a tensor are ({@code TensorProto.DataType}). Complex numbers are none. */
public enum ElementType {
    /** float32. */
    FLOAT(1, 32, Kind.REAL),
    /** Unsigned, 8 bits. */
    UINT8(2, 8, Kind.UNSIGNED),
    /** Signed, 8 bits. */
    INT8(3, 8, Kind.SIGNED),
    /** Unsigned, 16 bits. */
    UINT16(4, 16, Kind.UNSIGNED),
    /** Signed, 16 bits. */
    INT16(5, 16, Kind.SIGNED),
    /** Signed, 32 bits. */
    INT32(6, 32, Kind.SIGNED),
    /** Signed, 64 bits. */
    INT64(7, 64, Kind.SIGNED),
    /** Text in UTF-8. */
    STRING(8, 0, Kind.TEXT),
    /** Truth values. */
    BOOL(9, 8, Kind.TRUTH),
    /** IEEE 754 binary16. */
    FLOAT16(10, 16, Kind.REAL),
    /** float64. */
    DOUBLE(11, 64, Kind.DOUBLE),
    /** Unsigned, 32 bits. */
    UINT32(12, 32, Kind.UNSIGNED),
    /** Unsigned, 64 bits; those from 2^63 are held as their negative two's complement. */
    UINT64(13, 64, Kind.UNSIGNED),
    /** The upper half of a float32. */
    BFLOAT16(16, 16, Kind.REAL),
    /** 4 bits of exponent, 3 of mantissa, no infinities. */
    FLOAT8E4M3FN(17, 8, Kind.REAL),
    /** 4 bits of exponent, 3 of mantissa, no infinities and no negative zero. */
    FLOAT8E4M3FNUZ(18, 8, Kind.REAL),
    /** 5 bits of exponent, 2 of mantissa. */
    FLOAT8E5M2(19, 8, Kind.REAL),
    /** 5 bits of exponent, 2 of mantissa, no infinities and no negative zero. */
    FLOAT8E5M2FNUZ(20, 8, Kind.REAL),
    /** Unsigned, 4 bits, two to a byte. */
    UINT4(21, 4, Kind.UNSIGNED),
    /** Signed, 4 bits, two to a byte. */
    INT4(22, 4, Kind.SIGNED),
    /** 2 bits of exponent, 1 of mantissa, finite, two to a byte. */
    FLOAT4E2M1(23, 4, Kind.REAL),
    /** A power of two. */
    FLOAT8E8M0(24, 8, Kind.REAL),
    /** Unsigned, 2 bits, four to a byte. */
    UINT2(25, 2, Kind.UNSIGNED),
    /** Signed, 2 bits, four to a byte. */
    INT2(26, 2, Kind.SIGNED);

    /** How elements are held in memory. */
    public enum Kind {
        /** As {@code float[]}. */
        REAL,
        /** As {@code double[]}. */
        DOUBLE,
        /** As {@code long[]}. */
        SIGNED,
        /** As {@code long[]}. */
        UNSIGNED,
        /** As {@code boolean[]}. */
        TRUTH,
        /** As {@code String[]}. */
        TEXT
    }

    private final int code;
    private final int bits;
    private final Kind kind;

    ElementType(int code, int bits, Kind kind) {
        this.code = code;
        this.bits = bits;
        this.kind = kind;
    }

    /**
     * The number in a file.
     *
     * @return as in {@code TensorProto.DataType}
     */
    public int code() {
        return code;
    }

    /**
     * The size of an element in a file's {@code raw_data}.
     *
     * @return bits; 0 for text
     */
    public int bits() {
        return bits;
    }

    /**
     * How elements are held in memory.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Whether elements are floating-point numbers.
     *
     * @return true for floats of any size
     */
    public boolean isReal() {
        return kind == Kind.REAL || kind == Kind.DOUBLE;
    }

    /**
     * Whether elements are whole numbers.
     *
     * @return true for whole numbers of any size
     */
    public boolean isWhole() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /**
     * The type of a number in a file.
     *
     * @param code as in {@code TensorProto.DataType}
     * @return the type; empty if there is none of this number, or it is not supported
     */
    public static Optional<ElementType> ofCode(long code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
