package org.chainrule.studio.problem;

import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.TrainOptions;

/**
 * The user's own table.
 *
 * @param name    what it is called on the page
 * @param table   its rows
 * @param options target, task, columns to leave out and so on; what the settings say replaces the rest
 * @param command the words of the command line that say the same, such as {@code my.csv --target price --drop id}, quoted for a shell
 */
public record GivenTable(String name, Table table, TrainOptions options, String command) {}
