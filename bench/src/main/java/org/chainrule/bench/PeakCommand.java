package org.chainrule.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints the measured peak at several numbers of threads. */
final class PeakCommand implements Command {
    @Override
    public String name() {
        return "peak";
    }

    @Override
    public String purpose() {
        return "the machine's fma peak in Java, GFLOP/s (bench/run peak-c: the same in C)";
    }

    @Override
    public Map<String, Meaning> options() {
        Map<String, Meaning> options = new LinkedHashMap<>();
        options.put("threads", new Meaning("numbers of threads", "1,2"));
        options.put("rounds", new Meaning("rounds of 50 ms; the best counts", "40"));
        return options;
    }

    @Override
    public int run(Options options, PrintStream out) throws InterruptedException {
        Machine.print(out);
        MarkdownTable table = new MarkdownTable("threads", "vector bits", "GFLOP/s");
        for (int threads : options.integers("threads")) {
            table.add(threads, FmaPeak.bits(), FmaPeak.gigaflops(threads, options.integer("rounds")));
        }
        out.print(table);
        return 0;
    }
}
