/**
 * Compiled examples, each one screenful with a {@code main}. Start at {@link org.chainrule.examples.ThreeLines} for a table and at
 * {@link org.chainrule.examples.LectureNetwork} for the mathematics. May use every module.
 */
@NullMarked
package org.chainrule.examples;

import org.jspecify.annotations.NullMarked;
