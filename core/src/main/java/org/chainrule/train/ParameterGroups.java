package org.chainrule.train;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.optim.ParameterGroup;
import org.chainrule.text.Call;
import org.chainrule.text.Numbers;

/**
 * Factors on the learning rate and on the decoupled weight decay, by the role of a parameter. A role that is not named keeps the usual factors: weight matrices
 * learn and decay by factor 1, everything else learns by factor 1 and does not decay. The penalties l1 and l2 are not meant: they are for weight matrices.
 *
 * <p>A step takes mu f_lr lambda d w off every weight w. Recipes that let the factors enter the decay twice, w := w (1 - mu lambda (f_lr f_wd)^2) as RealMLP
 * does, are written with d = f_lr f_wd^2: a front scale that learns six times as fast, its f_wd being 1, is {@code scale=6:6}.
 *
 * @param factors what is named
 */
public record ParameterGroups(Map<Role, ParameterGroup> factors) {
    /** Nothing is named: only weight matrices decay. */
    public static final ParameterGroups DEFAULT = new ParameterGroups(Map.of());

    private static final String DEFAULT_TEXT = "default";

    /** Copies the map. */
    public ParameterGroups {
        Map<Role, ParameterGroup> sorted = new EnumMap<>(Role.class);
        sorted.putAll(factors);
        factors = Collections.unmodifiableMap(sorted);
    }

    /**
     * The factors of a role.
     *
     * @param role the role
     * @return what is named, else the usual factors
     */
    public ParameterGroup group(Role role) {
        ParameterGroup named = factors.get(role);
        if (named != null) {
            return named;
        }
        return role == Role.WEIGHT ? ParameterGroup.WEIGHTS : ParameterGroup.UNDECAYED;
    }

    /**
     * Reads factors.
     *
     * @param text {@code role=learningRateFactor:decayFactor} with commas between, such as {@code bias=0.1:0,scale=6:6}, or {@code default}
     * @return the groups
     * @throws IllegalArgumentException if it is not of this form; says what is possible
     */
    public static ParameterGroups parse(String text) {
        if (text.strip().equals(DEFAULT_TEXT)) {
            return DEFAULT;
        }
        Map<Role, ParameterGroup> factors = new EnumMap<>(Role.class);
        for (String entry : text.split(",", -1)) {
            int equals = entry.indexOf('=');
            int colon = entry.indexOf(':');
            if (equals < 0 || colon < equals) {
                throw new IllegalArgumentException("expected role=learningRateFactor:decayFactor such as bias=0.1:0, "
                        + "with commas between, or default; found '" + entry.strip() + "'");
            }
            Role role = role(entry.substring(0, equals).strip());
            ParameterGroup group = new ParameterGroup(
                    Call.number(name(role), entry.substring(equals + 1, colon).strip()),
                    Call.number(name(role), entry.substring(colon + 1).strip()));
            if (factors.put(role, group) != null) {
                throw new IllegalArgumentException(
                        "the factors of " + name(role) + " are given twice in '" + text + "'; leave one out");
            }
        }
        return new ParameterGroups(factors);
    }

    /**
     * The factors as text.
     *
     * @return what {@link #parse} reads back to an equal value
     */
    public String spec() {
        return factors.isEmpty()
                ? DEFAULT_TEXT
                : factors.entrySet().stream()
                        .map(entry -> name(entry.getKey()) + "="
                                + Numbers.shortest(entry.getValue().learningRateFactor()) + ":"
                                + Numbers.shortest(entry.getValue().decayFactor()))
                        .collect(Collectors.joining(","));
    }

    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (trainable(role) && name(role).equals(name)) {
                return role;
            }
        }
        String names = java.util.Arrays.stream(Role.values())
                .filter(ParameterGroups::trainable)
                .map(ParameterGroups::name)
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("expected the role of a parameter: " + names + "; found '" + name + "'");
    }

    private static boolean trainable(Role role) {
        return role != Role.RUNNING_MEAN && role != Role.RUNNING_VARIANCE;
    }

    private static String name(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
