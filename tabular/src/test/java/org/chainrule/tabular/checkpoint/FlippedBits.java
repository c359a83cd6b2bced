package org.chainrule.tabular.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.model.CheckpointFile;
import org.chainrule.tabular.model.ModelFile;

/** Reads a file with every single change, in a process of its own with little memory, for {@link FlippedBitsTest}. */
final class FlippedBits {
    private FlippedBits() {}

    /** Reads bytes, which must be refused in one line. */
    private interface Reader {
        void read(byte[] bytes);
    }

    /** FILE and how much: {@code bits} or {@code bytes}, of which there are 255 other ones in every place. */
    public static void main(String[] arguments) throws Exception {
        byte[] whole = Files.readAllBytes(Path.of(arguments[0]));
        Reader reader = arguments[0].endsWith(".checkpoint")
                ? bytes -> CheckpointFile.read(bytes, "file")
                : bytes -> ModelFile.read(bytes, "file");
        reader.read(whole.clone()); // it is good as it is
        long tried = 0;
        long slowest = 0;
        long undetected = 0;
        boolean all = arguments[1].equals("bytes");
        for (int at = 0; at < whole.length; at++) {
            for (int change = 1; change < 256; change++) {
                if (all || Integer.bitCount(change) == 1) {
                    byte[] bytes = whole.clone();
                    bytes[at] ^= (byte) change;
                    long begun = System.nanoTime();
                    undetected += refused(reader, bytes) ? 0 : 1;
                    slowest = Math.max(slowest, System.nanoTime() - begun);
                    tried++;
                }
            }
        }
        for (int length = 0; length < whole.length; length++) {
            long begun = System.nanoTime();
            undetected += refused(reader, Arrays.copyOf(whole, length)) ? 0 : 1;
            slowest = Math.max(slowest, System.nanoTime() - begun);
        }
        undetected += refused(reader, Arrays.copyOf(whole, whole.length + 1)) ? 0 : 1;
        System.out.println(whole.length + " " + tried + " " + undetected + " " + slowest / 1_000_000);
    }

    private static boolean refused(Reader reader, byte[] bytes) {
        try {
            reader.read(bytes);
            return false;
        } catch (UserException e) {
            return !String.valueOf(e.getMessage()).contains("\n");
        }
    }
}
