/**
 * The command line: one class a command. Start at {@link org.chainrule.cli.Main}. May use every module.
 */
@org.jspecify.annotations.NullMarked
package org.chainrule.cli;
