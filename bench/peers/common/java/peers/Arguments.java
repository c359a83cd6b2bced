package peers;

/**
 * What every runner is told.
 *
 * @param workload what to train
 * @param threads  threads to use; 0 leaves it to the library
 * @param seconds  how long to measure, after warm-up
 */
public record Arguments(Workload workload, int threads, double seconds) {
    /** Reads {@code WORKLOAD THREADS SECONDS}. */
    public static Arguments parse(String[] words) {
        if (words.length != 3) {
            throw new IllegalArgumentException("expected WORKLOAD THREADS SECONDS, found " + words.length + " words");
        }
        return new Arguments(Workload.valueOf(words[0]), Integer.parseInt(words[1]), Double.parseDouble(words[2]));
    }
}
