package org.chainrule.spark.param;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.encode.NearestNames;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.recipe.Presets;
import org.jspecify.annotations.Nullable;

/** What values a parameter may have. */
enum Rule {
    /** Whatever its type allows. */
    ANY {
        @Override
        @Nullable
        String of(Object value) {
            return null;
        }
    },
    /** A name that is not empty. */
    NAME {
        @Override
        @Nullable
        String of(Object value) {
            return value instanceof String text && !text.isEmpty() ? null : "a name that is not empty";
        }
    },
    /** A name, or an empty one for a column that is left out. */
    COLUMN {
        @Override
        @Nullable
        String of(Object value) {
            return null;
        }
    },
    /** Names, each once. */
    NAMES {
        @Override
        @Nullable
        String of(Object value) {
            String[] names = (String[]) value;
            boolean whole = Arrays.stream(names).noneMatch(name -> name == null || name.isEmpty());
            boolean fits = whole
                    && names.length > 0
                    && Set.copyOf(Arrays.asList(names)).size() == names.length;
            return fits ? null : "names of columns, each once";
        }
    },
    /** A finite number above 0. */
    POSITIVE {
        @Override
        @Nullable
        String of(Object value) {
            double x = (double) value;
            return x > 0 && x < Double.POSITIVE_INFINITY ? null : "a number above 0";
        }
    },
    /** A finite number from 0. */
    NOT_NEGATIVE {
        @Override
        @Nullable
        String of(Object value) {
            double x = (double) value;
            return x >= 0 && x < Double.POSITIVE_INFINITY ? null : "a number from 0 on";
        }
    },
    /** A share in [0, 1). */
    SHARE {
        @Override
        @Nullable
        String of(Object value) {
            double x = (double) value;
            return x >= 0 && x < 1 ? null : "a number from 0 to below 1";
        }
    },
    /** A share in (0, 1). */
    LEVEL {
        @Override
        @Nullable
        String of(Object value) {
            double x = (double) value;
            return x > 0 && x < 1 ? null : "a number between 0 and 1, such as 0.9";
        }
    },
    /** A whole number from 1. */
    COUNT {
        @Override
        @Nullable
        String of(Object value) {
            return (int) value >= 1 ? null : "a whole number from 1 on";
        }
    },
    /** A whole number from 0. */
    COUNT_OR_ZERO {
        @Override
        @Nullable
        String of(Object value) {
            return (int) value >= 0 ? null : "a whole number from 0 on";
        }
    },
    /** Widths of layers. */
    WIDTHS {
        @Override
        @Nullable
        String of(Object value) {
            return Arrays.stream((int[]) value).allMatch(width -> width >= 1) ? null : "widths of at least 1";
        }
    },
    /** One threshold a class. */
    THRESHOLDS {
        @Override
        @Nullable
        String of(Object value) {
            double[] t = (double[]) value;
            boolean fits = t.length > 1
                    && Arrays.stream(t).allMatch(x -> x >= 0 && x < Double.POSITIVE_INFINITY)
                    && Arrays.stream(t).filter(x -> x == 0).count() <= 1;
            return fits ? null : "one number from 0 on a class, at most one of them 0";
        }
    },
    /** keep or error. */
    HANDLING {
        @Override
        @Nullable
        String of(Object value) {
            return oneOf(value, List.of("keep", "error"));
        }
    },
    /** A preset that trains one network. */
    PRESET {
        @Override
        @Nullable
        String of(Object value) {
            return Presets.SEARCHES.contains(value)
                    ? "a preset that trains one network (" + String.join(", ", Presets.NAMES)
                            + "; searches run on one machine, or with CrossValidator)"
                    : oneOf(value, Presets.NAMES);
        }
    },
    /** Activations. */
    ACTIVATIONS {
        @Override
        @Nullable
        String of(Object value) {
            List<String> names = Arrays.asList((String[]) value);
            if (names.isEmpty() || names.contains(null)) {
                return "at least one activation";
            }
            names.forEach(Activation::parse);
            return null;
        }
    },
    /** A likelihood. */
    LIKELIHOOD {
        @Override
        @Nullable
        String of(Object value) {
            Likelihoods.parse((String) value);
            return null;
        }
    },
    /** An optimizer. */
    OPTIMIZER {
        @Override
        @Nullable
        String of(Object value) {
            if (!value.equals("lbfgs")) {
                Optimizers.parse((String) value);
            }
            return null;
        }
    },
    /** A schedule. */
    SCHEDULE {
        @Override
        @Nullable
        String of(Object value) {
            Schedules.parse((String) value);
            return null;
        }
    },
    /** A transform of the target. */
    TRANSFORM {
        @Override
        @Nullable
        String of(Object value) {
            return oneOf(value, List.of("none", "log", "asinh", "quantile"));
        }
    },
    /** How shards train together. */
    ROUNDS {
        @Override
        @Nullable
        String of(Object value) {
            return oneOf(value, List.of("localSteps", "synchronous", "lbfgs"));
        }
    };

    /** What was expected; null if the value is right. Throws IllegalArgumentException where a parser knows better what is wrong. */
    abstract @Nullable String of(Object value);

    @Nullable
    String broken(@Nullable Object value) {
        return value == null ? "a value (clear the parameter to leave it unset)" : of(value);
    }

    static String shown(@Nullable Object value) {
        if (value instanceof Object[] values) {
            return Display.text(Arrays.toString(values));
        }
        if (value instanceof int[] values) {
            return Arrays.toString(values);
        }
        if (value instanceof double[] values) {
            return Arrays.toString(values);
        }
        return value instanceof String text ? "\"" + Display.text(text) + "\"" : String.valueOf(value);
    }

    private static @Nullable String oneOf(Object value, List<String> names) {
        if (names.contains(value)) {
            return null;
        }
        List<String> near = NearestNames.of((String) value, names);
        return "one of " + String.join(", ", names) + (near.isEmpty() ? "" : " (did you mean " + near.get(0) + "?)");
    }
}
