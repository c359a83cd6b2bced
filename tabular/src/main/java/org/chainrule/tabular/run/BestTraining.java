package org.chainrule.tabular.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.ensemble.EnsembleSelection;
import org.chainrule.tabular.ensemble.EnsembleSelection.Judge;
import org.chainrule.tabular.ensemble.SelectionSoFar;
import org.chainrule.tabular.infer.InferredSchema;
import org.chainrule.tabular.read.LoadedTable;
import org.chainrule.tabular.read.Table;
import org.chainrule.tabular.recipe.Portfolio;
import org.chainrule.tabular.recipe.Variation;
import org.chainrule.tabular.run.SearchEvent.FoldFinished;
import org.chainrule.tabular.run.SearchEvent.TrialFinished;
import org.chainrule.tabular.run.SearchEvent.TrialStarted;
import org.chainrule.tabular.run.SearchEvent.Warned;
import org.chainrule.tabular.run.TrainingRun.Trial;
import org.chainrule.train.TrainingEvent.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * The preset {@code best}: configurations of a portfolio, each trained once a fold, and of these an ensemble, selected on predictions for rows that a network
 * was not trained on. First comes one quick configuration, so that any time limit gives a model; then whole configurations as long as they fit, with fewer
 * epochs where the time is short. An ensemble is kept only if it is better than the one before on the same rows, so more time never makes it worse.
 */
final class BestTraining {
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(20);

    /** Share of the time that the quick configuration may take. */
    private static final double QUICK_SHARE = 0.1;

    /** What a configuration with fewer epochs than usual may take of what is left: another should follow. */
    private static final double SHORTENED_SHARE = 0.6;

    /** If nothing else fits in what is left and this is more, the quick configuration may go on. */
    private static final double WORTHWHILE_SHARE = 0.2;

    private static final int FEWEST_EPOCHS = 8;
    private static final double PROBE_SHARE = 0.01;

    /** Trainings at the same time share memory and caches. */
    private static final double SIDE_BY_SIDE = 1.2;

    /** Seeds of the configurations, apart from the other draws of their stream. */
    private static final long SEEDS = 1L << 40;

    private final SearchData data;
    private final SearchFolder folder;
    private final Consumer<TrainingOutline> outline;
    private final SearchListener listener;
    private final BooleanSupplier stopRequested;
    private final TimeBudget budget;
    private final Parallel parallel;
    private final Judge judge;
    private final SelectionSoFar selection;
    private final List<Trial> trials = new ArrayList<>();
    private final List<TrainedConfiguration> candidates = new ArrayList<>();
    private final Map<Variation, Double> secondsOfAll = new HashMap<>();
    private @Nullable TrainedConfiguration partial;
    private boolean timeUp;

    private BestTraining(
            SearchData data,
            SearchFolder folder,
            Consumer<TrainingOutline> outline,
            SearchListener listener,
            BooleanSupplier stopRequested,
            TimeBudget budget) {
        this.data = data;
        this.folder = folder;
        this.outline = outline;
        this.listener = listener;
        this.stopRequested = stopRequested;
        this.budget = budget;
        this.parallel = Parallel.of(
                data.options().threads(), data.rows().rows(), data.folds().size());
        this.judge = data.judge(data.allFolds());
        this.selection = new SelectionSoFar(judge);
    }

    static TrainingRun run(
            Table table,
            TrainOptions options,
            Consumer<TrainingOutline> outline,
            SearchListener listener,
            BooleanSupplier stopRequested) {
        TimeBudget budget = new TimeBudget(options.timeLimit(), USUAL_LIMIT);
        Consumer<String> warnings = message -> listener.on(new Warned(message, budget.leftTime()));
        try (SearchFolder folder = SearchFolder.open(options.checkpoint(), warnings)) {
            InferredSchema inferred = TableInference.of(table, options);
            var columns = TableTraining.readColumns(inferred.schema());
            Table given = options.validation();
            try (LoadedTable rows = table.load(columns);
                    LoadedTable validation = given == null ? null : given.load(columns)) {
                SearchData data =
                        SearchData.folded(table, options, inferred, rows, validation == null ? rows : validation);
                budget.read().used(folder.secondsBefore());
                return new BestTraining(data, folder, outline, listener, stopRequested, budget).run();
            }
        }
    }

    private TrainingRun run() {
        tryOut(Portfolio.QUICK, 0, 1, QUICK_SHARE * budget.seconds());
        if (data.judgingRows(data.allFolds()) > 0) {
            portfolio();
        }
        String reason = (stopRequested.getAsBoolean()
                        ? StopReason.INTERRUPTED
                        : timeUp ? StopReason.TIME_LIMIT : StopReason.COMPLETED)
                .name();
        EnsembleSelection best = selection.best();
        List<TrainedConfiguration> chosen =
                best.chosen().stream().map(candidates::get).toList();
        double[] shares =
                best.chosen().stream().mapToDouble(c -> best.shares()[c]).toArray();
        if (chosen.isEmpty()) {
            chosen = List.of(alone());
            shares = new double[] {1};
        }
        data.warnings().addAll(folder.told());
        return EnsembleAccount.of(
                data,
                chosen,
                shares,
                new EnsembleAccount.Ended(trials(chosen, shares), reason, budget.elapsed(), budget::lasts));
    }

    /** Whole configurations, as long as they fit in what is left. */
    private void portfolio() {
        List<Variation> portfolio = Portfolio.of(data.inferred().task());
        for (int round = 0; round < Portfolio.ROUNDS; round++) {
            for (int n = 0; n < portfolio.size() && !stopRequested.getAsBoolean(); n++) {
                Variation variation = portfolio.get(n);
                int position = 1 + round * portfolio.size() + n;
                double share = folder.share(position).orElseGet(() -> share(variation));
                if (share > 0) {
                    tryOut(variation, position, share, budget.left());
                } else {
                    timeUp = true;
                }
            }
        }
        if (candidates.stream().allMatch(one -> one.trial().note().equals(TrainedFold.CUT))
                && budget.left() > WORTHWHILE_SHARE * budget.seconds()
                && !stopRequested.getAsBoolean()) {
            tryOut(Portfolio.QUICK, 0, 1, budget.left());
        }
    }

    /**
     * What is left if nothing could be selected: the folds that were ready of the configuration with the most, or, if nothing was learned within the limit, one
     * network after one epoch, whatever it takes. Without rows that judge it is the quick configuration.
     */
    private TrainedConfiguration alone() {
        if (!candidates.isEmpty()) {
            data.warnings().add("no rows were held out, so nothing was compared: this is the quick network alone");
            return candidates.get(0);
        }
        TrainedConfiguration found = partial == null ? oneEpoch() : partial;
        if (found.folds().size() < data.folds().size()) {
            data.warnings()
                    .add("only " + found.folds().size() + " of " + data.folds().size()
                            + " folds were trained before the end, so the figures are from "
                            + data.judgingRows(found.foldNumbers()) + " rows; give more time (--time-limit)");
        }
        return found;
    }

    /** The trials with their weights in the ensemble. */
    private List<Trial> trials(List<TrainedConfiguration> chosen, double[] shares) {
        return trials.stream()
                .map(trial -> {
                    for (int c = 0; c < shares.length; c++) {
                        if (chosen.get(c).trial().number() == trial.number()) {
                            return trial.withWeight(shares[c]);
                        }
                    }
                    return trial;
                })
                .toList();
    }

    private TrainedConfiguration oneEpoch() {
        double begun = budget.elapsed();
        SearchData.How how = new SearchData.How(
                Portfolio.QUICK, seed(0, 0), Double.MIN_VALUE, null, parallel.threadsEach() * parallel.trainings());
        TrainedFold fold = TrainedFold.of(
                data,
                data.fit(how, 0, trials.isEmpty() ? outline : told -> {}, stopRequested),
                0,
                VariedOptions.name(data.options(), Portfolio.QUICK));
        Trial trial = TrainedConfiguration.trial(
                data, trials.size() + 1, Portfolio.QUICK, 1, List.of(fold), budget.elapsed() - begun);
        TrainedConfiguration one = TrainedConfiguration.of(trial, List.of(fold), data.judge(List.of(0)));
        trials.add(one.trial());
        return one;
    }

    private long seed(int position, int fold) {
        return CounterRandom.of(data.options().seed(), CounterRandom.Stream.RESAMPLING, SEEDS + position)
                        .bits(fold)
                >>> 1;
    }

    /** The share of its epochs that a configuration has time for: 1, 1/2, 1/4 and so on; 0 if it is not worth beginning. */
    private double share(Variation variation) {
        int rounds = parallel.rounds(data.folds().size());
        Double known = secondsOfAll.get(variation);
        int epochs = Integer.MAX_VALUE;
        double seconds;
        if (known != null) {
            seconds = known;
        } else {
            double most = Math.min(1, PROBE_SHARE * budget.seconds());
            if (budget.left() < 4 * most) {
                return 0;
            }
            Probe probe = new Probe(most, stopRequested);
            data.fit(new SearchData.How(variation, 0, 1, null, parallel.threadsEach()), 0, told -> {}, probe, probe);
            seconds = rounds * probe.seconds() * (parallel.trainings() > 1 ? SIDE_BY_SIDE : 1);
            epochs = probe.epochs();
        }
        double left = budget.left();
        double share = 1;
        while (share * seconds > (share == 1 ? left : SHORTENED_SHARE * left)) {
            share /= 2;
            if (share * epochs < FEWEST_EPOCHS || known != null) {
                return 0;
            }
        }
        return share;
    }

    private void tryOut(Variation variation, int position, double share, double seconds) {
        int number = trials.size() + 1;
        int folds = data.folds().size();
        String name = VariedOptions.name(data.options(), variation);
        double begun = budget.elapsed();
        listener.on(new TrialStarted(number, name, folds, share, budget.leftTime()));
        AtomicInteger running = new AtomicInteger();
        List<Callable<TrainedFold>> tasks = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int fold = f;
            tasks.add(() -> {
                int rounds = parallel.rounds(folds - running.getAndIncrement());
                double left = begun + seconds - budget.elapsed();
                SearchData.How how = new SearchData.How(
                        variation,
                        seed(position, fold),
                        share,
                        Math.max(Recipes.LEAST_SECONDS, left / rounds),
                        parallel.threadsEach());
                boolean first = number == 1 && fold == 0;
                TrainedFold trained = TrainedFold.of(
                        data,
                        data.fit(
                                how,
                                fold,
                                first ? outline : told -> {},
                                folder.kept(position, share, fold),
                                stopRequested,
                                folder::hear),
                        fold,
                        name);
                folder.used(budget.elapsed());
                heard(new FoldFinished(
                        number,
                        fold + 1,
                        folds,
                        trained.epochs(),
                        data.metric().name(),
                        trained.score(),
                        budget.leftTime()));
                return trained;
            });
        }
        List<TrainedFold> trained = parallel.run(tasks);
        double took = Math.max(budget.elapsed() - begun, TrainedConfiguration.seconds(trained) / parallel.trainings());
        if (share == 1) {
            secondsOfAll.put(variation, took);
        }
        take(TrainedConfiguration.trial(data, number, variation, share, trained, took), trained);
        folder.used(budget.elapsed());
    }

    private synchronized void heard(SearchEvent event) {
        listener.on(event);
    }

    /** Adds a configuration to those that are selected from, if all its networks learned something. */
    private void take(Trial trial, List<TrainedFold> folds) {
        Trial judged = trial;
        List<TrainedFold> usable = folds.stream().filter(TrainedFold::usable).toList();
        if (usable.size() == folds.size()) {
            TrainedConfiguration trained = TrainedConfiguration.of(trial, folds, judge);
            judged = trained.trial();
            candidates.add(trained);
            selection.add(trained.candidate());
        } else if (!usable.isEmpty()) {
            List<Integer> ready = usable.stream().map(TrainedFold::fold).toList();
            TrainedConfiguration trained = TrainedConfiguration.of(trial, usable, data.judge(ready));
            judged = trained.trial();
            if (partial == null || usable.size() > partial.folds().size()) {
                partial = trained;
            }
        }
        trials.add(judged);
        EnsembleSelection best = selection.best();
        listener.on(new TrialFinished(judged, best.score(), best.chosen().size(), budget.leftTime()));
    }
}
