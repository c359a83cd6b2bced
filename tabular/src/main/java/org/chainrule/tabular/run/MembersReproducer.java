package org.chainrule.tabular.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.FoldCounts;
import org.chainrule.tabular.model.Member;
import org.chainrule.tabular.model.MemberTraining;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.model.Provenance;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.train.TrainedNetwork;
import org.chainrule.train.TrainingResult;
import org.jspecify.annotations.Nullable;

/** Trains the members of a model again, one after the other, each on the rows of its fold. */
final class MembersReproducer {
    private final Model model;
    private final int threads;
    private final long started = System.nanoTime();
    private final List<TrainedNetwork> networks = new ArrayList<>();
    private final List<String> encodings = new ArrayList<>();
    private @Nullable String obstacle;
    private @Nullable TrainingResult last;
    private int epochs;
    private boolean interrupted;

    MembersReproducer(Model model, int threads) {
        this.model = model;
        this.threads = threads;
    }

    Reproduction run(
            Table table,
            @Nullable Table validation,
            LoadedTable rows,
            LoadedTable validationRows,
            Consumer<TrainingOutline> outline,
            BooleanSupplier stopRequested) {
        List<Member> members = model.contents().members();
        SearchData data = data(table, validation, rows, validationRows);
        for (int m = 0; m < members.size() && !interrupted && obstacle == null; m++) {
            MemberTraining training = Objects.requireNonNull(members.get(m).training());
            if (training.fold() >= data.folds().size()) {
                throw UserException.data("the model file speaks of fold " + (training.fold() + 1) + " of "
                        + data.folds().size() + "; it was changed: train it anew");
            }
            Reproducer one = new Reproducer(alone(members.get(m), training), threads);
            PlannedEnd end = one.end(stopRequested);
            Fit fit = one.training(table, validation, m == 0 ? outline : told -> {})
                    .fit(rows, data.labels(), data.folds().get(training.fold()), end, end.and());
            interrupted = end.interrupted();
            obstacle = fit.divergence();
            last = fit.result();
            epochs += fit.history().size();
            networks.add(fit.network());
            for (String column : one.encodings(fit)) {
                encodings.add("member " + m + ": " + column);
            }
        }
        TrainingResult result = last;
        return new Reproduction(
                model,
                List.of(),
                networks.get(0),
                networks.subList(1, networks.size()),
                encodings,
                obstacle,
                interrupted,
                rows.rows(),
                model.provenance().trainingRows(),
                epochs,
                result == null ? "none" : result.kernel(),
                result == null ? 0 : result.threads(),
                (System.nanoTime() - started) / 1e9);
    }

    /** The rows of the folds, dealt out as they were. */
    private SearchData data(Table table, @Nullable Table validation, LoadedTable rows, LoadedTable validationRows) {
        Member first = model.contents().members().get(0);
        Model alone = alone(first, Objects.requireNonNull(first.training()));
        Reproducer reproducer = new Reproducer(alone, threads);
        FoldCounts folds = FoldCounts.of(model.contents());
        if (folds == null) {
            throw UserException.data(
                    "the model file does not say into how many folds the rows were dealt; train it anew");
        }
        TrainOptions options = reproducer.options(TrainingPlan.again(alone, threads), validation).toBuilder()
                .seed(model.provenance().seed())
                .build();
        return SearchData.of(table, options, reproducer.inferred(), rows, validationRows, Math.max(1, folds.of()));
    }

    /** A member as a model of its own. */
    private Model alone(Member member, MemberTraining training) {
        Provenance all = model.provenance();
        return new Model(new ModelContents(
                model.schema(),
                model.task(),
                member.encoder(),
                member.target(),
                member.network(),
                Map.of(),
                Map.of(),
                model.history(),
                new Provenance(
                        all.chainruleVersion(),
                        all.createdAt(),
                        all.jdk(),
                        all.data(),
                        all.validationData(),
                        all.trainingRows(),
                        all.validationRows(),
                        all.droppedRows(),
                        all.seed(),
                        all.preset(),
                        training.settings(),
                        all.kernel(),
                        all.seconds(),
                        training.epochs(),
                        training.bestEpoch(),
                        training.stopReason(),
                        training.firstEpochSteps())));
    }
}
