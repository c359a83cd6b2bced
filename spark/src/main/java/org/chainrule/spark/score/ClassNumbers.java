package org.chainrule.spark.score;

import java.util.List;

/** The number that stands for a class in a column of predictions: its label where all labels are numbers, so that Spark's evaluators compare it with the labels, else its position. */
public final class ClassNumbers {
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    private ClassNumbers() {}

    /**
     * The numbers of all classes.
     *
     * @param classes labels in the order of the probabilities
     * @return a number a class
     */
    public static Double[] of(List<String> classes) {
        boolean numbers = classes.stream().allMatch(label -> label.matches(NUMBER));
        Double[] all = new Double[classes.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers ? Double.valueOf(classes.get(i)) : Double.valueOf(i);
        }
        return all;
    }
}
