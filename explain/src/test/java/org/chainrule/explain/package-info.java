/** Tests of the gradient microscope. */
package org.chainrule.explain;
