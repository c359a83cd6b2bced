package org.chainrule.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.chainrule.tabular.Chainrule;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.RowPredictor;
import org.chainrule.tabular.model.RowScratch;
import org.chainrule.tabular.read.Table;

/** One predictor for all threads of an application, memory of its own for each, and no garbage. Run it in the folder {@code examples}. */
public final class ThreadsExample {
    private ThreadsExample() {}

    /**
     * Runs the example.
     *
     * @param args not used
     * @throws ExecutionException   never
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        Model model = Chainrule.train(Table.read(Path.of("penguins.csv")), "species");
        for (double[] ofThread : inThreads(model.predictor(), 4)) {
            System.out.println(ofThread[0]);
        }
    }

    /** The mean probability of each class over beaks of 35 to 60 mm, in every thread. */
    static List<double[]> inThreads(RowPredictor predictor, int threads)
            throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<double[]>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                futures.add(pool.submit(() -> mean(predictor)));
            }
            List<double[]> means = new ArrayList<>();
            for (Future<double[]> future : futures) {
                means.add(future.get());
            }
            return means;
        } finally {
            pool.shutdown();
        }
    }

    private static double[] mean(RowPredictor predictor) {
        // Once a thread: memory for its calls, and where the columns are.
        RowScratch scratch = predictor.newScratch();
        int beak = predictor.column("beak_length_mm");
        double[] out = new double[predictor.outputs()];
        double[] mean = new double[predictor.outputs()];
        scratch.set(predictor.column("island"), "Biscoe");
        for (int millimetres = 35; millimetres < 60; millimetres++) {
            // For every row: only what changes. Nothing here allocates.
            scratch.set(beak, millimetres);
            predictor.predict(scratch, out);
            for (int k = 0; k < out.length; k++) {
                mean[k] += out[k] / 25;
            }
        }
        return mean;
    }
}
