/**
 * Trainings that a person looks at, step by step: what a run of the studio can be asked for. Start at {@link org.chainrule.studio.run.Runs}.
 */
@NullMarked
package org.chainrule.studio.run;

import org.jspecify.annotations.NullMarked;
