/**
 * SIMD kernels by the Vector API: the only package that names {@code jdk.incubator.vector}. Found by {@link java.util.ServiceLoader}; start at
 * {@link org.chainrule.kernel.vector.VectorKernelFactory}. Uses the core's kernel package only.
 */
@NullMarked
package org.chainrule.kernel.vector;

import org.jspecify.annotations.NullMarked;
