/**
 * The learning rate over time, a factor on mu in the update [7, 8]; weight decay and dropout rates over time, too.
 *
 * <p>Start at {@link org.chainrule.schedule.LearningRateSchedule}; {@link org.chainrule.schedule.Schedules} reads and writes schedules as text. Every
 * schedule is a pure function of progress, but for {@link org.chainrule.schedule.ReduceOnPlateau}, whose state the trainer keeps. May use {@code java.base}
 * and {@code org.chainrule.text} only.
 */
@NullMarked
package org.chainrule.schedule;

import org.jspecify.annotations.NullMarked;
