package org.chainrule.studio.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a training stands, for those who make frames of it on its thread. */
interface Standing {
    /** Whether it goes on by itself. */
    boolean playing();

    /** {@code paused}, {@code playing}, {@code finished} or {@code diverged}. */
    String stateName();

    /** Why. */
    String message();

    /** Steps taken. */
    long step();

    int stepsPerEpoch();

    /** The furthest step seen. */
    long seen();

    /** Of the last step; NaN before. */
    double loss();

    /** Of the last step; NaN before. */
    double learningRate();

    double stepsPerSecond();

    Curve curve();

    String metricName();

    /** Changes by hand, as the page's address has them. */
    List<String> edits();

    /** The step whose weights {@link #look} gives. */
    long lookStep();

    /** A copy of the weights; null if there are none yet. */
    @Nullable
    Snapshot look();
}
