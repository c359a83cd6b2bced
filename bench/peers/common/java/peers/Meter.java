package peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts rows through complete training steps, by the same rule for every runner ({@code common/python/meter.py} is its twin).
 *
 * <p>Warm-up: at least one epoch and a quarter of the time given, or the whole of it where an epoch takes longer. Then parts: an epoch each, cut after the
 * first step past a third of the time given. It goes on for the time given and at least three parts; the result is the median over the parts.
 */
public final class Meter {
    private static final int PARTS = 3;

    private final int epochRows;
    private final long budget;
    private final List<Double> rates = new ArrayList<>();
    private boolean warm;
    private long partRows;
    private long partStarted;
    private long warmSince;

    /**
     * Starts the clock.
     *
     * @param epochRows rows of an epoch
     * @param seconds   how long to measure
     */
    public Meter(int epochRows, double seconds) {
        this.epochRows = epochRows;
        this.budget = (long) (seconds * 1e9);
        this.partStarted = System.nanoTime();
    }

    /** Whether another step is wanted. */
    public boolean running() {
        return !warm || rates.size() < PARTS || System.nanoTime() - warmSince < budget;
    }

    /** Tells of rows that went through a complete step. */
    public void trained(int rows) {
        partRows += rows;
        long now = System.nanoTime();
        long elapsed = now - partStarted;
        boolean epoch = partRows + rows > epochRows;
        if (!warm) {
            if (epoch && elapsed >= budget / 4 || elapsed >= budget) {
                warm = true;
                warmSince = now;
                startPart(now);
            }
        } else if (epoch || elapsed >= budget / PARTS) {
            rates.add(partRows * 1e9 / elapsed);
            startPart(now);
        }
    }

    private void startPart(long now) {
        partRows = 0;
        partStarted = now;
    }

    /** Rows a second: the median over the parts. */
    public double rowsPerSecond() {
        return median(rates);
    }

    /** The median of at least one value. */
    public static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The losses of a run, by whatever measure the library offers: they must go down. */
    public static void printLosses(double first, double last) {
        System.err.printf(Locale.ROOT, "loss %.4f -> %.4f%n", first, last);
    }

    /** Prints what came out, for the harness. */
    public void print(String peer, String version, Arguments arguments, String note) {
        print(result(peer, version, arguments, rowsPerSecond(), rates.size(), note));
    }

    /** What every runner tells; a runner may add to it. */
    public static Map<String, Object> result(
            String peer, String version, Arguments arguments, double rowsPerSecond, int parts, String note) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("peer", peer);
        result.put("version", version);
        result.put("workload", arguments.workload().name());
        result.put("threads", arguments.threads());
        result.put("rowsPerSecond", Math.rint(rowsPerSecond * 100) / 100);
        result.put("parts", parts);
        result.put("note", note);
        return result;
    }

    /** Prints a result as the one line of JSON on standard output that the harness reads; its texts hold no quotes. */
    public static void print(Map<String, Object> result) {
        System.out.println(result.entrySet().stream()
                .map(field -> '"' + field.getKey() + "\":"
                        + (field.getValue() instanceof Number
                                ? field.getValue()
                                : '"' + (String) field.getValue() + '"'))
                .collect(Collectors.joining(",", "{", "}")));
    }
}
