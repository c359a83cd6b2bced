package org.chainrule.studio.http;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body as it comes, without a thread that waits. What has come is kept in pieces, so a body that is refused for its length never takes one large array;
 * after {@value #TURN_BYTES} bytes at once the next piece is for a thread of the pool, so whoever sends fast does not keep others waiting.
 */
final class BodyReader implements Invocable.Task {
    private static final int TURN_BYTES = 64 << 10;

    private final Content.Source source;
    private final int most;
    private final Executor executor;
    private final BiConsumer<byte[], @Nullable Throwable> done;
    private final List<byte[]> pieces = new ArrayList<>();
    private int length;

    /**
     * Prepares.
     *
     * @param source   of the body
     * @param most     bytes that it may have
     * @param executor for long bodies
     * @param done     told once: the body, or what was wrong; {@link BufferOverflowException} for too many bytes
     */
    BodyReader(Content.Source source, int most, Executor executor, BiConsumer<byte[], @Nullable Throwable> done) {
        this.source = source;
        this.most = most;
        this.executor = executor;
        this.done = done;
    }

    /** Reads what is there, and comes back for the rest. */
    @Override
    public void run() {
        int begun = length;
        while (true) {
            Content.Chunk chunk = source.read();
            if (chunk == null) {
                source.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                done.accept(new byte[0], chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            boolean fits = take(chunk);
            if (!fits) {
                pieces.clear();
                done.accept(new byte[0], new BufferOverflowException());
                return;
            }
            if (last) {
                done.accept(whole(), null);
                return;
            }
            if (length - begun > TURN_BYTES) {
                executor.execute(this);
                return;
            }
        }
    }

    /** It never waits, so the thread that looks after the connections may run it. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    private boolean take(Content.Chunk chunk) {
        ByteBuffer bytes = chunk.getByteBuffer();
        int size = bytes.remaining();
        boolean fits = size <= most - length;
        if (fits && size > 0) {
            byte[] piece = new byte[size];
            bytes.get(piece);
            pieces.add(piece);
            length += size;
        }
        chunk.release();
        return fits;
    }

    private byte[] whole() {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        byte[] body = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, at, piece.length);
            at += piece.length;
        }
        return body;
    }
}
