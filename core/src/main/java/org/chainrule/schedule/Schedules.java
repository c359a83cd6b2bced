package org.chainrule.schedule;

import java.util.List;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Schedules as text: {@code constant}, {@code step(0.5,10)}, {@code exponential(0.95)}, {@code cosine}, {@code cosine(0.01)}, {@code flat-cos},
 * {@code flat-cos(0.7)}, {@code coslog4}, {@code coslog(6)}, {@code one-cycle}, {@code one-cycle(0.3,25,10000)}, {@code warmup(0.05,cosine)}, {@code plateau(0.5,5)}, {@code plateau(0.5,5,0.001)}.
 */
public final class Schedules {
    private static final String EXPECTED = "expected a schedule: constant, step(factor,everyEpochs), "
            + "exponential(decayPerEpoch), cosine, cosine(finalFactor), "
            + "flat-cos, flat-cos(flatFraction), coslog4, coslog(cycles), one-cycle, "
            + "one-cycle(warmupFraction,initialDivisor,finalDivisor), warmup(stepsOrFraction,schedule), "
            + "plateau(factor,patienceEpochs) or plateau(factor,patienceEpochs,minimumFactor); found '";

    /** Those of RealMLP's coslog4. */
    private static final int RECIPE_CYCLES = 4;

    private Schedules() {}

    /**
     * Every schedule once: the list that drives the tests.
     *
     * @return the schedules
     */
    public static List<LearningRateSchedule> all() {
        return List.of(
                new Constant(),
                new StepDecay(0.5, 10),
                new Exponential(0.95),
                new Cosine(0),
                new Cosine(0.01),
                new FlatCosine(),
                new FlatCosine(0.7),
                new CosineLog(RECIPE_CYCLES),
                new CosineLog(6),
                OneCycle.defaults(),
                new OneCycle(0.25, 10, 100),
                new Warmup(0.05, new Cosine(0)),
                new Warmup(200, new Exponential(0.9)),
                new ReduceOnPlateau(0.5, 5, 0.001));
    }

    /**
     * Reads a schedule.
     *
     * @param text what the user or the model file says
     * @return the schedule
     * @throws IllegalArgumentException if it is unknown or a parameter is out of range; says what is possible
     */
    public static LearningRateSchedule parse(String text) {
        Call call = Call.parse(text);
        return switch (call.name()) {
            case "constant" -> {
                call.expect(0, 0, "constant");
                yield new Constant();
            }
            case "step" -> {
                call.expect(2, 2, "step(factor,everyEpochs)");
                yield new StepDecay(call.number(0, 0), whole(call, 1));
            }
            case "exponential" ->
                new Exponential(call.expect(1, 1, "exponential(decayPerEpoch)").number(0, 0));
            case "cosine" ->
                new Cosine(call.expect(0, 1, "cosine or cosine(finalFactor)").number(0, 0));
            case "flat-cos" -> {
                call.expect(0, 1, "flat-cos or flat-cos(flatFraction)");
                yield new FlatCosine(call.number(0, new FlatCosine().flatFraction()));
            }
            case "coslog4" -> {
                call.expect(0, 0, "coslog4");
                yield new CosineLog(RECIPE_CYCLES);
            }
            case "coslog" -> new CosineLog(whole(call.expect(1, 1, "coslog(cycles)"), 0));
            case "one-cycle" -> {
                call.expect(0, 3, "one-cycle or one-cycle(warmupFraction,initialDivisor,finalDivisor)");
                OneCycle d = OneCycle.defaults();
                yield new OneCycle(
                        call.number(0, d.warmupFraction()),
                        call.number(1, d.initialDivisor()),
                        call.number(2, d.finalDivisor()));
            }
            case "warmup" -> {
                call.expect(2, 2, "warmup(stepsOrFraction,schedule)");
                Call inner = Call.parse(call.arguments().get(1));
                if (inner.name().equals("warmup")) {
                    throw new IllegalArgumentException("warmup cannot be followed by warmup, found '" + text + "'");
                }
                yield new Warmup(call.number(0, 0), parse(inner.toString()));
            }
            case "plateau" -> {
                call.expect(2, 3, "plateau(factor,patienceEpochs) or plateau(factor,patienceEpochs,minimumFactor)");
                yield new ReduceOnPlateau(call.number(0, 0), whole(call, 1), call.number(2, 0));
            }
            default -> throw new IllegalArgumentException(EXPECTED + text + "'");
        };
    }

    /**
     * A schedule as text.
     *
     * @param schedule a schedule of this library
     * @return what {@link #parse} reads back to an equal schedule
     * @throws IllegalArgumentException if it is a schedule of the user's own, which has no text form
     */
    public static String spec(LearningRateSchedule schedule) {
        if (schedule instanceof Constant) {
            return "constant";
        } else if (schedule instanceof StepDecay s) {
            return text("step", s.factor(), s.everyEpochs());
        } else if (schedule instanceof Exponential s) {
            return text("exponential", s.decayPerEpoch());
        } else if (schedule instanceof Cosine s) {
            return s.finalFactor() == 0 ? "cosine" : text("cosine", s.finalFactor());
        } else if (schedule instanceof FlatCosine s) {
            return s.equals(new FlatCosine()) ? "flat-cos" : text("flat-cos", s.flatFraction());
        } else if (schedule instanceof CosineLog s) {
            return s.cycles() == RECIPE_CYCLES ? "coslog4" : text("coslog", s.cycles());
        } else if (schedule instanceof OneCycle s) {
            return s.equals(OneCycle.defaults())
                    ? "one-cycle"
                    : text("one-cycle", s.warmupFraction(), s.initialDivisor(), s.finalDivisor());
        } else if (schedule instanceof Warmup s) {
            return "warmup(" + Numbers.shortest(s.length()) + "," + spec(s.then()) + ")";
        } else if (schedule instanceof ReduceOnPlateau s) {
            return s.minimumFactor() == 0
                    ? text("plateau", s.factor(), s.patienceEpochs())
                    : text("plateau", s.factor(), s.patienceEpochs(), s.minimumFactor());
        }
        throw new IllegalArgumentException("a schedule of your own has no text form, found " + schedule
                + "; use one of this library where the model is to be saved");
    }

    /**
     * The rule that looks at results, if the schedule has one: the schedule itself, or what follows its warm-up.
     *
     * @param schedule a schedule
     * @return the rule whose state the trainer must keep, or null
     */
    public static @Nullable ReduceOnPlateau plateau(LearningRateSchedule schedule) {
        LearningRateSchedule inner = schedule;
        while (inner instanceof Warmup warmup) {
            inner = warmup.then();
        }
        return inner instanceof ReduceOnPlateau plateau ? plateau : null;
    }

    private static String text(String name, double... numbers) {
        StringBuilder text = new StringBuilder(name).append('(');
        for (int i = 0; i < numbers.length; i++) {
            text.append(i == 0 ? "" : ",").append(Numbers.shortest(numbers[i]));
        }
        return text.append(')').toString();
    }

    private static int whole(Call call, int index) {
        double value = call.number(index, 0);
        if (value != (int) value) {
            throw new IllegalArgumentException(call.name() + " argument " + (index + 1)
                    + " must be a whole number, found " + Numbers.shortest(value));
        }
        return (int) value;
    }
}
