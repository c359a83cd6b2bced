package peers;

/** The loss of predictions, for libraries that do not tell theirs. */
public final class Loss {
    /** How many training rows the loss is taken over, before and after the training. */
    public static final int ROWS = 512;

    private Loss() {}

    /**
     * Mean squared error, or mean cross-entropy.
     *
     * @param predicted values, or probabilities of the classes, one array a row
     * @param targets   values, or classes
     */
    public static double mean(double[][] predicted, double[] targets) {
        double sum = 0;
        for (int n = 0; n < predicted.length; n++) {
            double[] p = predicted[n];
            sum += p.length == 1
                    ? (p[0] - targets[n]) * (p[0] - targets[n])
                    : -Math.log(Math.max(p[(int) targets[n]], 1e-300));
        }
        return sum / predicted.length;
    }
}
