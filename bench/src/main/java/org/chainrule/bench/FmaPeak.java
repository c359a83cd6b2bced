package org.chainrule.bench;

import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.chainrule.kernel.KernelSelection;

/**
 * The limit of the machine as Java can reach it: independent chains of fused multiply-adds that stay in registers. A multiply-add counts as two operations.
 * Twelve chains are enough to hide the latency on every machine that we know, and leave room in sixteen registers.
 *
 * <p>Names the Vector API, so it must be loaded only where the module is there. It uses the vector width of the kernels: a process has one.
 */
final class FmaPeak {
    private static final VectorSpecies<Float> SPECIES = species();
    private static final int CHAINS = 12;
    private static final int BLOCK = 4_000;

    private FmaPeak() {}

    private static VectorSpecies<Float> species() {
        return switch (KernelSelection.select().name()) {
            case "512" -> FloatVector.SPECIES_512;
            case "256" -> FloatVector.SPECIES_256;
            case "128" -> FloatVector.SPECIES_128;
            default -> FloatVector.SPECIES_PREFERRED;
        };
    }

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    /** Operations of {@link #block()}. */
    static double blockFlop() {
        return 2.0 * CHAINS * BLOCK * SPECIES.length();
    }

    /** A block of multiply-adds; the result only keeps the compiler from dropping them. */
    static float block() {
        FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector c = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a0 = c;
        FloatVector a1 = c;
        FloatVector a2 = c;
        FloatVector a3 = c;
        FloatVector a4 = c;
        FloatVector a5 = c;
        FloatVector a6 = c;
        FloatVector a7 = c;
        FloatVector a8 = c;
        FloatVector a9 = c;
        FloatVector a10 = c;
        FloatVector a11 = c;
        for (int i = 0; i < BLOCK; i++) {
            a0 = m.fma(c, a0);
            a1 = m.fma(c, a1);
            a2 = m.fma(c, a2);
            a3 = m.fma(c, a3);
            a4 = m.fma(c, a4);
            a5 = m.fma(c, a5);
            a6 = m.fma(c, a6);
            a7 = m.fma(c, a7);
            a8 = m.fma(c, a8);
            a9 = m.fma(c, a9);
            a10 = m.fma(c, a10);
            a11 = m.fma(c, a11);
        }
        FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        return sum.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
    }

    /** GFLOP/s of one thread: the best of so many samples of about 5 ms: short ones fit between the turns of other processes. */
    static double gigaflops(int samples) {
        float[] sink = new float[1];
        double seconds = Timing.best(() -> sink[0] += block(), samples, 0.005);
        return blockFlop() / seconds / 1e9;
    }

    /** GFLOP/s of several threads together: the best of so many rounds of 50 ms. */
    static double gigaflops(int threads, int rounds) throws InterruptedException {
        double best = 0;
        gigaflops(20);
        for (int round = 0; round < rounds; round++) {
            best = Math.max(best, together(threads));
        }
        return best;
    }

    private static double together(int threads) throws InterruptedException {
        double[] rates = new double[threads];
        CyclicBarrier start = new CyclicBarrier(threads);
        Thread[] team = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int number = t;
            team[t] = new Thread(() -> rates[number] = rate(start), "fma-peak-" + t);
            team[t].start();
        }
        double sum = 0;
        for (int t = 0; t < threads; t++) {
            team[t].join();
            sum += rates[t];
        }
        return sum;
    }

    private static double rate(CyclicBarrier start) {
        float sink = 0;
        try {
            start.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new IllegalStateException("a thread of the team is gone", e);
        }
        long begin = System.nanoTime();
        long blocks = 0;
        long now;
        do {
            sink += block();
            blocks++;
            now = System.nanoTime();
        } while (now - begin < 50_000_000L);
        // Uses the result; it is never NaN.
        return !Float.isNaN(sink) ? blocks * blockFlop() / (now - begin) : 0;
    }
}
