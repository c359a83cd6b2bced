package org.chainrule.studio.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of frames, which may be slow. None of its methods blocks. The run asks {@link #ready} before it makes a frame: a reader that has not taken the
 * last one gets none, and its next frame has the points of the curve since the last that it was given. So training never waits, and nothing is queued.
 */
public interface FrameSink {
    /**
     * Whether the reader has taken the last frame.
     *
     * @return true if the next one will be sent
     */
    boolean ready();

    /**
     * Sends a frame.
     *
     * @param frame the frame, not changed any more
     * @return false if it was dropped because the reader was not ready
     */
    boolean frame(Map<String, @Nullable Object> frame);

    /**
     * Says that the run plays, pauses, has ended or diverged. Of several that the reader has not taken the last is kept.
     *
     * @param state {@code state} and {@code message}
     */
    void state(Map<String, @Nullable Object> state);

    /** The run is gone: no event follows. */
    void end();
}
