/** Helpers of the tests: where the shared material lies. */
@org.jspecify.annotations.NullMarked
package org.chainrule.testing;
