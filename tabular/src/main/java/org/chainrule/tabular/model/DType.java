package org.chainrule.tabular.model;

import org.jspecify.annotations.Nullable;

/** The element types of a safetensors file that are read; all are little-endian. */
public enum DType {
    /** IEEE 754 binary64. */
    F64(8),
    /** IEEE 754 binary32. */
    F32(4),
    /** IEEE 754 binary16; the bytes are kept as they are. */
    F16(2),
    /** The upper half of a binary32; the bytes are kept as they are. */
    BF16(2),
    /** Signed 64-bit integer. */
    I64(8),
    /** Signed 32-bit integer. */
    I32(4),
    /** Unsigned byte. */
    U8(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of one element.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /**
     * Finds a type by its name in a file.
     *
     * @param name such as {@code F32}
     * @return the type, or null if it is not read
     */
    static @Nullable DType named(String name) {
        for (DType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
