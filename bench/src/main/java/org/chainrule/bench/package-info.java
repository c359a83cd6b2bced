/**
 * Benchmarks that anyone can run: kernels as a share of the machine's measured peak, steps, comparisons with OpenBLAS and ONNX Runtime, scaling, and the
 * guard of the continuous integration. Start at {@link org.chainrule.bench.Main}, or with {@code bench/run list}. May use anything; nothing may use it.
 */
@NullMarked
package org.chainrule.bench;

import org.jspecify.annotations.NullMarked;
