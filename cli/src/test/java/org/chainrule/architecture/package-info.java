/**
 * What every class of Chainrule must keep to, whatever module it is in: start at {@link org.chainrule.architecture.ArchitectureTest}. The
 * package {@code fixture} breaks each rule once, so that a rule that can no longer fail is noticed.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.architecture;
