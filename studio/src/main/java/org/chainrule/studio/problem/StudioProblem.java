package org.chainrule.studio.problem;

import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.run.OpenedModel;
import org.chainrule.tabular.run.TrainOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a run trains: {@code PreparedTraining.of(table, options)} is its start.
 *
 * @param settings what the page said
 * @param table    the rows
 * @param options  what {@code chainrule train} would be told
 * @param points   of a drawn problem: where each row of the table lies in the plane; null for tables
 * @param start    fixed weights to start from, flat in the order of {@code ParameterLayout}; null draws them
 * @param model    a model to go on from; null for a training from its start
 */
@SuppressWarnings("ArrayRecordComponent")
public record StudioProblem(
        Settings settings,
        Table table,
        TrainOptions options,
        @Nullable Points points,
        double @Nullable [] start,
        @Nullable OpenedModel model) {}
