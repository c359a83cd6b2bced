/** Helpers of the tests: where the shared material lies, and a reader for its oracles. */
@org.jspecify.annotations.NullMarked
package org.chainrule.testing;
