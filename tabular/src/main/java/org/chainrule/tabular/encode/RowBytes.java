package org.chainrule.tabular.encode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Room for rows of one size in bytes, written in order; a row never straddles two pieces. */
sealed interface RowBytes extends Closeable permits HeapBytes, MappedBytes {
    /** Where to put the next row: the caller writes exactly its bytes, from the position on. */
    ByteBuffer next() throws IOException;

    /** Ends the writing. Piece p begins with row p << {@link #shift()}. */
    ByteBuffer[] finish() throws IOException;

    /** Rows of a piece, as a power of two. */
    int shift();
}
