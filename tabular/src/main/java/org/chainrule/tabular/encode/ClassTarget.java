package org.chainrule.tabular.encode;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.read.RawColumn;

/**
 * A class to be predicted: y is its position in the list of classes.
 *
 * @param column  the column to be predicted
 * @param classes the classes of the training rows: in numeric order if all are decimal numbers, else by code point
 */
public record ClassTarget(String column, List<String> classes) implements TargetEncoding {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int SHOWN = 10;

    /** Copies the list and checks that there is a class, and each only once. */
    public ClassTarget {
        classes = Levels.distinct(column, classes);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("target " + column + ": expected at least one class, found none");
        }
    }

    /**
     * Finds the classes of the training rows.
     *
     * @param column the column to be predicted; numbers become labels
     * @param rows   training rows; those without a class are passed over
     * @return the encoding
     * @throws UserException if no row has a class
     */
    public static ClassTarget of(RawColumn column, int[] rows) {
        return of(ClassFacts.of(column, rows));
    }

    /** Of facts of all rows. */
    static ClassTarget of(ClassFacts facts) {
        if (facts.counts().isEmpty()) {
            throw UserException.data("target '" + facts.column() + "' has no class in " + facts.missing()
                    + " training rows; choose another column or add rows");
        }
        return new ClassTarget(facts.column(), sorted(facts.counts().keySet()));
    }

    private static List<String> sorted(Set<String> classes) {
        Comparator<String> byText = Levels.BY_CODE_POINT;
        boolean numbers =
                classes.stream().allMatch(label -> NUMBER.matcher(label).matches());
        return classes.stream()
                .sorted(
                        numbers
                                ? Comparator.comparingDouble(Double::parseDouble)
                                        .thenComparing(byText)
                                : byText)
                .toList();
    }

    @Override
    public BoundTarget bind(RawColumn column) {
        if (column instanceof RawColumn.Text text) {
            int[] positions = Levels.positions(text.dictionary(), classes);
            return row -> {
                int code = text.code(row);
                if (code < 0) {
                    return Double.NaN;
                }
                return positions[code] >= 0
                        ? positions[code]
                        : refuse(text.dictionary().get(code), row);
            };
        }
        return bindNumbers(Columns.numeric(column));
    }

    /** Numbers are compared as numbers: the classes 1 and 1.0 of a text file are the same here. */
    private BoundTarget bindNumbers(RawColumn.Numeric numeric) {
        double[] values = numbers();
        return row -> {
            double value = numeric.value(row);
            if (!Double.isFinite(value)) {
                return Double.NaN;
            }
            for (int i = 0; i < values.length; i++) {
                if (values[i] == value) {
                    return i;
                }
            }
            return refuse(Labels.of(value), row);
        };
    }

    /** The classes as numbers, NaN for those that are none. */
    private double[] numbers() {
        double[] values = new double[classes.size()];
        Arrays.setAll(
                values,
                i -> NUMBER.matcher(classes.get(i)).matches() ? Double.parseDouble(classes.get(i)) : Double.NaN);
        return values;
    }

    /** The position of a label: of a number's as a number. */
    int position(String label, boolean number) {
        int position = classes.indexOf(label);
        double[] values = position < 0 && number ? numbers() : new double[0];
        for (int i = 0; i < values.length && position < 0; i++) {
            position = values[i] == Double.parseDouble(label) ? i : position;
        }
        return position >= 0 ? position : (int) refuse(label, "");
    }

    private double refuse(String label, int row) {
        return refuse(label, " in data row " + (row + 1));
    }

    private double refuse(String label, String where) {
        String known =
                classes.stream().limit(SHOWN).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        throw UserException.data("target '" + column + "' has the class '" + label + "'" + where
                + ", which the training rows do not have; known are " + known
                + (classes.size() > SHOWN ? " and " + (classes.size() - SHOWN) + " more" : "")
                + "; remove the row or train with such rows");
    }

    @Override
    public Decoder decoder() {
        return new Decoder() {
            @Override
            public double exact(double encoded) {
                return encoded;
            }

            @Override
            public double decode(double encoded) {
                return encoded;
            }

            @Override
            public double deviation(double center, double deviation) {
                return deviation;
            }
        };
    }

    /**
     * The class of an index.
     *
     * @param index from 0
     * @return its label
     */
    public String label(int index) {
        return classes.get(index);
    }

    /**
     * Weights that make every class count alike: rows / (classes x rows of the class), so that their mean over the
     * rows is 1.
     *
     * @param target this encoding, bound
     * @param rows   training rows, all with a class
     * @return a weight a class; 1 for a class without rows
     */
    public List<Double> balancedWeights(BoundTarget target, int[] rows) {
        long[] counts = new long[classes.size()];
        for (int row : rows) {
            counts[(int) target.encode(row)]++;
        }
        return balancedWeights(counts, rows.length);
    }

    /** Of rows by class, and all of them. */
    static List<Double> balancedWeights(long[] counts, long rows) {
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        return Arrays.stream(counts)
                .mapToObj(count -> count == 0 ? 1.0 : rows / ((double) present * count))
                .toList();
    }
}
