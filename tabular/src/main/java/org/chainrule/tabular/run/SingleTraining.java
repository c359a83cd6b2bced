package org.chainrule.tabular.run;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.checkpoint.CheckpointFolder;
import org.chainrule.tabular.encode.TargetEncoding;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.TrainingKeeper;
import org.chainrule.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** The presets that train one network: its states go to a folder if one is given. */
final class SingleTraining {
    private SingleTraining() {}

    /** Trains, or goes on. The folder is opened before the table is read: what is wrong with it should not take long to find out. */
    static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        try (CheckpointFolder folder = CheckpointFolder.open(options.checkpoint())) {
            TableTraining training = TableTraining.of(table, options, outline);
            try (LoadedTable rows = table.load(training.columns())) {
                Table given = options.validation();
                if (given == null) {
                    return train(training, rows, rows, folder, stopRequested, listeners);
                }
                try (LoadedTable validation = given.load(training.columns())) {
                    return train(training, rows, validation, folder, stopRequested, listeners);
                }
            }
        }
    }

    private static TrainingRun train(
            TableTraining training,
            LoadedTable rows,
            LoadedTable validationRows,
            CheckpointFolder folder,
            BooleanSupplier stopRequested,
            TrainingListener... listeners) {
        TargetEncoding labels = training.labels(rows);
        Rows split = training.split(rows, validationRows, labels);
        try (Preparation prepared = training.prepare(rows, labels, split)) {
            TrainingKeeper keeper = training.keeper(
                    new TableTraining.Kept(folder, CheckpointFolder.ONE), rows, validationRows, prepared);
            return training.account(rows, validationRows, training.fit(prepared, keeper, stopRequested, listeners));
        }
    }

    /** A training up to its first step, to be closed. */
    static PreparedTraining prepare(Table table, TrainOptions options, Consumer<TrainingOutline> outline) {
        CheckpointFolder folder = CheckpointFolder.open(options.checkpoint());
        LoadedTable rows = null;
        LoadedTable validationRows = null;
        PreparedTraining result = null;
        try {
            TableTraining training = TableTraining.of(table, options, outline);
            rows = table.load(training.columns());
            Table given = options.validation();
            validationRows = given == null ? rows : given.load(training.columns());
            TargetEncoding labels = training.labels(rows);
            Preparation prepared = training.prepare(rows, labels, training.split(rows, validationRows, labels));
            result = new PreparedTraining(table, options, training, rows, validationRows, prepared, folder);
            return result;
        } finally {
            if (result == null) {
                folder.close();
                close(rows);
                close(validationRows == rows ? null : validationRows);
            }
        }
    }

    private static void close(@Nullable LoadedTable rows) {
        if (rows != null) {
            rows.close();
        }
    }
}
