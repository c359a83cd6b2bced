package org.chainrule.likelihood;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The names of the likelihoods, for the command line and the model file. */
public final class Likelihoods {
    /** The names that {@link #parse} knows. */
    public static final List<String> NAMES = List.of(
            "gaussian", "gaussian-variance", "laplace", "huber", "quantile", "bernoulli", "categorical", "poisson");

    private Likelihoods() {}

    /**
     * Reads what a user wrote or {@link Likelihood#spec} returned.
     *
     * @param text a name, where the likelihood has parameters followed by them: {@code huber(1.5)}, {@code quantile(0.1,0.5,0.9)}, {@code categorical(0.1)}
     *             (label smoothing). {@code huber} alone has threshold 1, {@code categorical} no smoothing; {@code quantile} needs its levels.
     * @return the likelihood
     * @throws IllegalArgumentException with the list of names, or with what is wrong with the parameters
     */
    public static Likelihood parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        int open = trimmed.indexOf('(');
        if (open >= 0 && !trimmed.endsWith(")")) {
            throw unknown(text);
        }
        String name = open < 0 ? trimmed : trimmed.substring(0, open).strip();
        List<Double> numbers = open < 0 ? List.of() : numbers(text, trimmed.substring(open + 1, trimmed.length() - 1));
        int most =
                switch (name) {
                    case "huber", "categorical" -> 1;
                    case "quantile" -> Integer.MAX_VALUE;
                    default -> 0;
                };
        if (numbers.size() > most || open >= 0 && most == 0) {
            throw unknown(text);
        }
        return switch (name) {
            case "gaussian" -> new Gaussian();
            case "gaussian-variance" -> new GaussianWithVariance();
            case "laplace" -> new Laplace();
            case "huber" -> new Huber(numbers.isEmpty() ? 1 : numbers.get(0));
            case "quantile" -> new Quantile(numbers);
            case "bernoulli" -> new Bernoulli();
            case "categorical" -> new Categorical(numbers.isEmpty() ? 0 : numbers.get(0));
            case "poisson" -> new Poisson();
            default -> throw unknown(text);
        };
    }

    private static List<Double> numbers(String text, String list) {
        List<Double> numbers = new ArrayList<>();
        for (String number : list.split(",", -1)) {
            try {
                numbers.add(Double.valueOf(number.strip()));
            } catch (NumberFormatException e) {
                throw unknown(text);
            }
        }
        return numbers;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("unknown likelihood \"" + text + "\"; expected one of "
                + String.join(", ", NAMES) + ", such as huber(1.5), quantile(0.1,0.5,0.9) or categorical(0.1)");
    }
}
