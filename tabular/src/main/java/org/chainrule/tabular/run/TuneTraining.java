package org.chainrule.tabular.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.model.ModelContents;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Portfolio;
import org.chainrule.tabular.recipe.SearchSpace;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.chainrule.tabular.run.SearchEvent.TrialStarted;
import org.chainrule.tabular.run.SearchEvent.Warned;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The preset {@code tune}: configurations drawn from a space, judged on the validation rows, in brackets of successive halving, until the trials or the time
 * are used up. The model is that of the best training. With a directory every finished training is written down, and the same command goes on from there.
 */
final class TuneTraining {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(20);
    private static final int MOST_TRIALS = 100_000;
    private static final double QUICK_SHARE = 0.1;
    private static final TuneLog.Entry NONE = new TuneLog.Entry(-1, 0, "", Double.NaN, 0, 0, "");

    private final SearchData data;
    private final TuneLog log;
    private final Consumer<TrainingOutline> outline;
    private final SearchListener listener;
    private final BooleanSupplier stopRequested;
    private final TimeBudget budget;
    private final Parallel parallel;
    private final Map<List<Integer>, TuneLog.Entry> finished = new HashMap<>();
    private final List<TuneLog.Entry> cut = new ArrayList<>();
    private TuneLog.Entry best = NONE;
    private @Nullable Fit bestFit;
    private boolean told;

    private TuneTraining(
            SearchData data,
            TuneLog log,
            Consumer<TrainingOutline> outline,
            SearchListener listener,
            BooleanSupplier stopRequested,
            TimeBudget budget) {
        this.data = data;
        this.log = log;
        this.outline = outline;
        this.listener = listener;
        this.stopRequested = stopRequested;
        this.budget = budget;
        this.parallel = Parallel.of(data.options().threads(), data.rows().rows(), SuccessiveHalving.BRACKET);
    }

    static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            SearchListener listener,
            BooleanSupplier stopRequested) {
        TimeBudget budget = new TimeBudget(options.timeLimit(), USUAL_LIMIT);
        InferredSchema inferred = TableInference.of(table, options);
        var columns = TableTraining.readColumns(inferred.schema());
        Table given = options.validation();
        try (LoadedTable rows = table.load(columns);
                LoadedTable validation = given == null ? null : given.load(columns)) {
            SearchData data = SearchData.of(table, options, inferred, rows, validation == null ? rows : validation, 1);
            if (data.judgingRows(data.allFolds()) == 0) {
                throw UserException.usage("the preset tune needs rows to validate on, to tell settings apart; give"
                        + " --validation DATA or a --validation-fraction above 0");
            }
            Path directory = TuneFolder.of(options);
            Consumer<String> warnings = message -> {
                data.warnings().add(message);
                listener.on(new Warned(message, budget.leftTime()));
            };
            try (TuneLog log =
                    directory == null ? TuneLog.nowhere() : TuneLog.open(directory, TuneSearch.of(data), warnings)) {
                budget.read().used(TuneFolder.secondsBefore(options, log, warnings));
                return new TuneTraining(data, log, outline, listener, stopRequested, budget).run();
            }
        }
    }

    private TrainingRun run() {
        for (TuneLog.Entry entry : log.entries()) {
            finished.put(List.of(entry.trial(), entry.rung()), entry);
            best = better(entry, best) ? entry : best;
        }
        ModelContents kept = best.trial() < 0 ? null : log.kept(best);
        if (best.trial() >= 0 && kept == null) {
            trainAgain(best);
        }
        Quick quick = best.trial() < 0 ? quick(QUICK_SHARE * budget.seconds()) : null;
        Integer wanted = data.options().trials();
        int trials = wanted == null ? MOST_TRIALS : wanted;
        boolean whole = true;
        for (int bracket = 0; whole && bracket * SuccessiveHalving.BRACKET < trials; bracket++) {
            List<Integer> rung = SuccessiveHalving.bracket(bracket, trials);
            for (int r = 0; r < SuccessiveHalving.RUNGS && whole; r++) {
                whole = train(rung, r);
                int at = r;
                rung = whole
                        ? SuccessiveHalving.promoted(
                                rung, trial -> entry(trial, at).score())
                        : rung;
            }
        }
        if (log.entries().isEmpty() || best.trial() < 0) {
            fallBack(quick);
        }
        StopReason reason = stopRequested.getAsBoolean()
                ? StopReason.INTERRUPTED
                : whole ? StopReason.COMPLETED : StopReason.TIME_LIMIT;
        ModelContents found = bestFit == null ? Objects.requireNonNull(kept) : data.model(bestFit, budget.elapsed());
        return TuneAccount.of(
                data,
                found,
                bestFit,
                new EnsembleAccount.Ended(trials(), reason.name(), budget.elapsed(), budget::lasts));
    }

    private TuneLog.Entry entry(int trial, int rung) {
        return Objects.requireNonNull(finished.get(List.of(trial, rung)));
    }

    private static boolean better(TuneLog.Entry found, TuneLog.Entry before) {
        return Double.isNaN(before.score()) ? !Double.isNaN(found.score()) : found.score() < before.score();
    }

    /** A network that is no trial: it counts only as long as no trial is finished, and is not written down. */
    private record Quick(TuneLog.Entry entry, Fit fit) {}

    /** One quick network, so that any limit gives a model; without a limit one epoch of it. */
    private Quick quick(double seconds) {
        boolean unlimited = Double.isInfinite(seconds);
        SearchData.How how = new SearchData.How(
                Portfolio.QUICK,
                data.options().seed(),
                unlimited ? Double.MIN_VALUE : 1,
                unlimited ? null : Double.valueOf(Math.max(Recipes.LEAST_SECONDS, seconds)),
                data.options().threads());
        double begun = budget.elapsed();
        Fit fit = data.fit(how, 0, this::tell, stopRequested);
        return new Quick(
                new TuneLog.Entry(
                        -1,
                        0,
                        VariedOptions.name(data.options(), Portfolio.QUICK),
                        score(fit),
                        fit.history().size(),
                        budget.elapsed() - begun,
                        ""),
                fit);
    }

    /** No trial was finished: the quick network, unless a trial that was cut short is better already. */
    private void fallBack(@Nullable Quick first) {
        Quick quick = first == null || Double.isNaN(first.entry().score()) ? quick(Double.POSITIVE_INFINITY) : first;
        if (bestFit == null || better(quick.entry(), best)) {
            best = quick.entry();
            bestFit = quick.fit();
        }
        cut.add(quick.entry());
    }

    private synchronized void tell(TrainingOutline what) {
        if (!told) {
            told = true;
            outline.accept(what);
        }
    }

    /** Trains those of a rung that are not finished; false if time or patience ended before all were. */
    private boolean train(List<Integer> trials, int rung) {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int trial : trials) {
            if (!finished.containsKey(List.of(trial, rung))) {
                tasks.add(() -> train(trial, rung));
            }
        }
        return parallel.run(tasks).stream().allMatch(done -> done);
    }

    private boolean train(int trial, int rung) {
        double left = budget.left();
        if (left < Recipes.LEAST_SECONDS || stopRequested.getAsBoolean()) {
            return false;
        }
        Variation variation = variation(trial);
        double share = SuccessiveHalving.share(rung);
        String name = VariedOptions.name(data.options(), variation);
        heard(new TrialStarted(trial + 1, name, 1, share, budget.leftTime()));
        double begun = budget.elapsed();
        Fit fit = data.fit(
                new SearchData.How(variation, data.options().seed(), share, left, parallel.threadsEach()),
                0,
                this::tell,
                stopRequested);
        boolean done = fit.ended();
        take(
                new TuneLog.Entry(
                        trial,
                        rung,
                        name,
                        score(fit),
                        fit.history().size(),
                        budget.elapsed() - begun,
                        fit.result() == null ? "diverged" : done ? "" : TrainedFold.CUT),
                fit,
                done);
        return done;
    }

    private synchronized void heard(SearchEvent event) {
        listener.on(event);
    }

    private double score(Fit fit) {
        return TrainedFold.of(data, fit, 0, "").score();
    }

    /** The model is on the disk before the line that says how good it is. */
    private synchronized void take(TuneLog.Entry entry, Fit fit, boolean done) {
        TuneLog.Entry before = best;
        if (better(entry, best)) {
            best = entry;
            bestFit = fit;
            if (done) {
                log.keep(entry, data.model(fit, budget.elapsed()));
            }
        }
        if (done) {
            log.add(entry, budget.elapsed());
            finished.put(List.of(entry.trial(), entry.rung()), entry);
            if (best.equals(entry) && before.trial() >= 0) {
                log.forget(before);
            }
        } else {
            cut.add(entry);
        }
        listener.on(new TrialFinished(trial(entry), best.score(), 1, budget.leftTime()));
    }

    /** The best training of before, whose model was lost, once more, within what is left: cut short, it counts for what it is. */
    private void trainAgain(TuneLog.Entry lost) {
        double begun = budget.elapsed();
        SearchData.How how = new SearchData.How(
                variation(lost.trial()),
                data.options().seed(),
                SuccessiveHalving.share(lost.rung()),
                Math.max(Recipes.LEAST_SECONDS, budget.left()),
                data.options().threads());
        Fit fit = data.fit(how, 0, this::tell, stopRequested);
        if (fit.ended()) {
            bestFit = fit;
            log.keep(lost, data.model(fit, budget.elapsed()));
            return;
        }
        best = NONE;
        double score = score(fit);
        if (!Double.isNaN(score)) {
            best = new TuneLog.Entry(
                    lost.trial(),
                    lost.rung(),
                    lost.name(),
                    score,
                    fit.history().size(),
                    budget.elapsed() - begun,
                    TrainedFold.CUT);
            bestFit = fit;
            cut.add(best);
        }
    }

    private Variation variation(int trial) {
        return trial < 0
                ? Portfolio.QUICK
                : SearchSpace.draw(data.inferred().task(), data.options().seed(), trial);
    }

    private List<Trial> trials() {
        return Stream.concat(log.entries().stream(), cut.stream())
                .map(this::trial)
                .toList();
    }

    private Trial trial(TuneLog.Entry entry) {
        double share = entry.trial() < 0 ? 1 : SuccessiveHalving.share(entry.rung());
        Variation variation = variation(entry.trial());
        return new Trial(
                entry.trial() + 1,
                variation.preset(),
                VariedOptions.changes(data.options(), variation),
                data.metric().name(),
                entry.score(),
                share,
                Double.isNaN(entry.score()) ? 0 : 1,
                1,
                entry.trial() < 0 ? 0 : entry.rung() + 1,
                entry.epochs(),
                entry.seconds(),
                entry.equals(best) ? 1 : 0,
                entry.note());
    }
}
