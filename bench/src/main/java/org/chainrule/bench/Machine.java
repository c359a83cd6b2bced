package org.chainrule.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.chainrule.kernel.KernelSelection;

/** What a figure must be quoted with, and how much memory this process takes. */
final class Machine {
    private Machine() {}

    static void print(PrintStream out) {
        out.println(description());
        out.println();
    }

    static String description() {
        return LocalDate.now(java.time.ZoneId.systemDefault()) + ", "
                + field(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")) + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version() + ", kernel "
                + KernelSelection.select().name();
    }

    /** Kilobytes that the process has in memory now; 0 where the system does not say. */
    static long residentKilobytes() {
        return kilobytes("VmRSS");
    }

    /** The most that it ever had. */
    static long peakKilobytes() {
        return kilobytes("VmHWM");
    }

    /** Live bytes of the heap, after a collection. */
    static long heapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long kilobytes(String name) {
        String digits = field(Path.of("/proc/self/status"), name, "0").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static String field(Path file, String name, String otherwise) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException notLinux) {
            return otherwise;
        }
    }
}
