/**
 * Trainings that a person looks at, step by step: what a run of the studio can be asked for. Start at {@link org.chainrule.studio.run.Runs};
 * {@link org.chainrule.studio.run.LiveRuns} drives its trainings, {@link org.chainrule.studio.run.WatchRun} looks at one that somebody else drives.
 *
 * <p>A run belongs to one thread ({@code Run}), which takes its steps and answers messages between two of them. {@code Playback} is its state, {@code Track} the
 * way that it takes: a {@code Course} of steps and changes by hand, the {@code Timeline} of checkpoints from which any step is taken again with the same bits, and
 * the learning curve. {@code Frames} sends what is new to those who listen, {@code Parts} makes what is dear about them only so often that training goes on.
 * Whoever only looks (a pass, a unit, an explanation, a search for a death) gets a {@code Snapshot} and works on the asking thread. Values, deltas and gradients
 * come from the reference engine; no formula of the lecture stands here.
 *
 * <p>May use: core, explain, tabular, {@code studio.problem}.
 */
@NullMarked
package org.chainrule.studio.run;

import org.jspecify.annotations.NullMarked;
