package org.chainrule.interop.safetensors;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.interop.safetensors.TorchGroup.Kind;
import org.chainrule.network.Activation;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the order of the modules of a file that does not say it. Modules that are numbered by one sequence ({@code 0}, {@code 2}, {@code 3}) stand in its order;
 * where a number of an {@code nn.Sequential} is left out stood a module without weights, the activation. Several sequences ({@code fc.0}, {@code bn.0}, {@code head}) are put so that the widths
 * fit, if there is one such way; a normalisation stands behind its dense layer and before the activation.
 */
final class ModuleOrder {
    private static final int MOST_LAYERS = 1_000;
    private static final Pattern NUMBER = Pattern.compile("(.*?)(\\d{1,9})(\\D*)");

    /** A module with its place in a sequence. */
    private record Place(TorchGroup group, String sequence, int number) {
        static Place of(TorchGroup group) {
            Matcher found = NUMBER.matcher(group.name());
            return found.matches()
                    ? new Place(group, found.group(1) + "#" + found.group(3), Integer.parseInt(found.group(2)))
                    : new Place(group, group.name(), 0);
        }

        boolean is(Kind kind) {
            return group.kind() == kind;
        }
    }

    private final List<Place> places;
    private final @Nullable Activation activation;
    private final String where;
    private final List<String> notes;

    private ModuleOrder(
            Collection<TorchGroup> groups, @Nullable Activation activation, String where, List<String> notes) {
        this.places = groups.stream()
                .map(Place::of)
                .sorted(Comparator.comparingInt(Place::number))
                .toList();
        this.activation = activation;
        this.where = where;
        this.notes = notes;
    }

    /** The layers as {@link LayerList} reads them. */
    static String find(
            Collection<TorchGroup> groups, @Nullable Activation activation, String where, List<String> notes) {
        ModuleOrder order = new ModuleOrder(groups, activation, where, notes);
        long sequences = order.places.stream().map(Place::sequence).distinct().count();
        return String.join(",", sequences == 1 ? order.oneSequence() : order.severalSequences());
    }

    private List<String> oneSequence() {
        int span = places.get(places.size() - 1).number() - places.get(0).number() + 1;
        // in nn.Sequential, 0 and 2 have something between them; fc1 and fc3 are only names
        boolean sequential = places.get(0).sequence().matches("(.*\\.)?#");
        boolean gaps = sequential && span > places.size();
        boolean activated = places.stream().anyMatch(place -> place.is(Kind.SLOPES));
        List<String> items = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            items.add(place.group().name());
            if (i + 1 == places.size()) {
                break;
            }
            int next = places.get(i + 1).number();
            if (gaps
                    ? next > place.number() + 1
                    : !activated && places.get(i + 1).is(Kind.DENSE)) {
                items.add(activation());
            }
        }
        if (gaps) {
            notes.add("the numbers that are left out are taken for the activation " + activation()
                    + ", further ones beside it for dropout, which predicts nothing");
        }
        return items;
    }

    private List<String> severalSequences() {
        List<Place> dense = chain();
        Map<String, List<Place>> behind = new LinkedHashMap<>();
        Map<String, Integer> from = new LinkedHashMap<>();
        for (Place place : places) {
            if (!place.is(Kind.DENSE)) {
                int at = from.getOrDefault(place.sequence(), 0);
                int width = place.group().outputs();
                while (at < dense.size() && !fits(place, width, dense.get(at))) {
                    at++;
                }
                if (at == dense.size()) {
                    throw unknown("\"" + place.group().name() + "\" fits behind none of its dense layers");
                }
                behind.computeIfAbsent(dense.get(at).group().name(), key -> new ArrayList<>())
                        .add(place);
                from.put(place.sequence(), at + 1);
            }
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < dense.size(); i++) {
            String name = dense.get(i).group().name();
            items.add(name);
            List<Place> own = behind.getOrDefault(name, List.of());
            own.stream()
                    .sorted(Comparator.comparing((Place place) -> place.is(Kind.SLOPES)))
                    .forEach(place -> items.add(place.group().name()));
            boolean slopes = own.stream().anyMatch(place -> place.is(Kind.SLOPES));
            if (i + 1 < dense.size() && !slopes) {
                items.add(activation());
            }
            own.stream()
                    .filter(place -> !place.is(Kind.SLOPES))
                    .forEach(place -> notes.add("\"" + place.group().name() + "\" is taken to stand behind \"" + name
                            + "\", before the activation; say otherwise with --layers"));
        }
        return items;
    }

    private static boolean fits(Place place, int width, Place dense) {
        return width == dense.group().outputs() || place.is(Kind.SLOPES) && width == 1;
    }

    /** The one order of the dense layers in which widths fit and numbers ascend within each sequence. */
    private List<Place> chain() {
        Map<String, List<Place>> sequences = new LinkedHashMap<>();
        places.stream().filter(place -> place.is(Kind.DENSE)).forEach(place -> sequences
                .computeIfAbsent(place.sequence(), key -> new ArrayList<>())
                .add(place));
        if (sequences.isEmpty()) {
            throw unknown("it has no dense layer");
        }
        if (places.size() > MOST_LAYERS) {
            throw unknown("it has more than " + MOST_LAYERS + " modules in several sequences");
        }
        Search search = new Search(new ArrayList<>(sequences.values()));
        search.extend(new ArrayList<>(), new int[sequences.size()]);
        if (search.found.size() != 1) {
            throw unknown(
                    search.found.isEmpty()
                            ? "in no order of its dense layers the widths fit"
                            : "its dense layers fit in several orders");
        }
        return search.found.get(0);
    }

    /** All orders, until there are two. */
    private static final class Search {
        private static final int MOST_TRIES = 100_000;

        private final List<List<Place>> sequences;
        private final List<List<Place>> found = new ArrayList<>();
        private int tries;

        Search(List<List<Place>> sequences) {
            this.sequences = sequences;
        }

        void extend(List<Place> chain, int[] taken) {
            if (found.size() > 1 || tries++ > MOST_TRIES) {
                return;
            }
            boolean whole = true;
            for (int s = 0; s < taken.length; s++) {
                if (taken[s] < sequences.get(s).size()) {
                    whole = false;
                    Place next = sequences.get(s).get(taken[s]);
                    if (chain.isEmpty()
                            || chain.get(chain.size() - 1).group().outputs()
                                    == next.group().inputs()) {
                        chain.add(next);
                        taken[s]++;
                        extend(chain, taken);
                        taken[s]--;
                        chain.remove(chain.size() - 1);
                    }
                }
            }
            if (whole) {
                found.add(List.copyOf(chain));
            }
        }
    }

    private UserException unknown(String why) {
        return UserException.usage("cannot tell the order of the layers of " + where + ": " + why
                + "; say it with --layers, such as --layers fc1,relu,fc2");
    }

    private String activation() {
        if (activation == null) {
            throw UserException.usage("the file " + where + " holds weights, not the activation between its layers;"
                    + " say it with --activation, such as --activation relu, or all layers with --layers");
        }
        return activation.spec();
    }
}
