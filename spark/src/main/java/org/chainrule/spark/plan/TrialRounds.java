package org.chainrule.spark.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures whole rounds: short ones of one step, and long ones of as many as there is time for. Steps tried out alone know nothing of what else happens in a round: workers that are made
 * anew, cores that wait for the slowest, answers that are packed, collected and taken apart, the collector of garbage. The difference of long and short rounds says what a step
 * costs there, and what is left of the long ones is overhead. Both are taken in turn, since other work on the machine comes and goes.
 */
final class TrialRounds {
    /** So many of each at least, and at most. */
    private static final int LEAST_TIMES = 2;

    private static final int TIMES = 7;

    /** A long round is chosen so that so many of each fit into the time. */
    private static final int WANTED_TIMES = 3;

    /** Where there is time for so many times as many steps as was thought, longer rounds are tried. */
    private static final int WARMER = 3;

    private static final int MOST_LONGER = 4;

    /** From this part of a long round on, its steps are a difference that shows; below it, cores say what they computed. */
    private static final double SHOWS = 0.5;

    /** Of a round, however much the steps seem to take of it. */
    private static final double LEAST_OVERHEAD = 0.01;

    private final StepTimer timer;
    private final LongSupplier nanos;

    /**
     * Trial rounds.
     *
     * @param timer runs them
     * @param nanos a clock
     */
    TrialRounds(StepTimer timer, LongSupplier nanos) {
        this.timer = timer;
        this.nanos = nanos;
    }

    /**
     * Corrects a model by rounds.
     *
     * @param model   of parts that were measured apart from each other
     * @param work    the training
     * @param seconds that there are, about
     * @return the model that fits the rounds; the same if even a round of one step takes longer than there is time
     */
    RoundModel corrected(RoundModel model, Workload work, double seconds) {
        int executors = model.measured().executors();
        if (model.round(work, executors, 1).total() > seconds) {
            return model;
        }
        timer.round(1); // loads classes
        int many = many(model, work, seconds);
        List<RanRound> one = new ArrayList<>();
        List<RanRound> all = new ArrayList<>();
        long begin = nanos.getAsLong();
        double left = seconds;
        while (one.size() < TIMES && (one.size() < LEAST_TIMES || left > 0)) {
            one.add(timer.round(1));
            if (many > 1) {
                all.add(timer.round(many));
            }
            left = seconds - (nanos.getAsLong() - begin) * 1e-9;
            int more = left <= 0 ? 0 : many(fitted(model, work, one, many > 1 ? all : one), work, left);
            if (more >= WARMER * many) { // the compiler has been there: those before do not count
                many = Math.min(more, MOST_LONGER * many); // no further than can be known from so few
                one.clear();
                all.clear();
            }
        }
        return fitted(model, work, one, many > 1 ? all : one);
    }

    /** Steps of the long rounds: all, or as many as there is time for, but at least so many that they take as long as the rest. */
    private static int many(RoundModel model, Workload work, double seconds) {
        RoundTime shortest = model.round(work, model.measured().executors(), 1);
        double step = model.busiest(work, model.measured().executors())
                * Math.max(1e-9, model.steps().stepSeconds());
        double time = seconds / WANTED_TIMES - 2 * shortest.total();
        double wanted = 1 + Math.max(time, shortest.total()) / step;
        return (int) Math.min(work.stepsPerRound(), wanted);
    }

    private static RoundModel fitted(RoundModel model, Workload work, List<RanRound> one, List<RanRound> all) {
        double busiest = model.busiest(work, model.measured().executors());
        int steps = all.get(0).steps();
        double longest = seconds(all);
        double alone = Math.min(model.steps().stepSeconds(), shardSeconds(all) / steps); // as tried out without a round
        double core = steps == 1 ? alone : (shardSeconds(all) - shardSeconds(one)) / (steps - 1);
        double difference = longest - seconds(one);
        double step = steps > 1 && difference >= SHOWS * longest ? difference / busiest / (steps - 1) : core;
        if (step <= 0) { // noise
            step = alone;
        }
        double most = (1 - LEAST_OVERHEAD) * longest / busiest - steps * step;
        StepCosts costs = new StepCosts(Math.max(0, Math.min(most, shardSeconds(one) - core)), step);
        double rest = Math.max(LEAST_OVERHEAD * longest, longest - busiest * costs.seconds(steps));
        double before = model.round(work, model.measured().executors(), steps).overhead();
        return new RoundModel(model.measured(), model.costs().times(rest / Math.max(1e-9, before)), costs);
    }

    private static double seconds(List<RanRound> rounds) {
        return Medians.of(rounds.stream().map(RanRound::seconds).toList());
    }

    private static double shardSeconds(List<RanRound> rounds) {
        return Medians.of(rounds.stream().map(RanRound::shardSeconds).toList());
    }
}
