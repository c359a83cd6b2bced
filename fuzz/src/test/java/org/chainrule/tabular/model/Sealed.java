package org.chainrule.tabular.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Sets the checksum of a changed file right: without that no change would get past it. */
final class Sealed {
    private static final int DIGITS = 64;

    private Sealed() {}

    /**
     * The file with the checksum that its bytes have.
     *
     * @param input  any bytes
     * @param format what stands in the header as the format
     * @return a copy
     */
    static byte[] again(byte[] input, String format) {
        byte[] file = input.clone();
        int at =
                8 + ("{\"__metadata__\":{\"format\":\"" + format + "\",\"formatVersion\":\"1\",\"sha256\":\"").length();
        if (file.length >= at + DIGITS) {
            Arrays.fill(file, at, at + DIGITS, (byte) '0');
            byte[] digest =
                    HexFormat.of().formatHex(Weights.sha256().digest(file)).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(digest, 0, file, at, DIGITS);
        }
        return file;
    }
}
