package org.chainrule.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** {@code 8MiB}, {@code 64KiB}; without a unit bytes. */
final class ByteSize implements ITypeConverter<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})\\s*(|b|k|kb|kib|m|mb|mib)");
    private static final long MOST = 1L << 30;

    @Override
    public Integer convert(String value) {
        Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (size.matches()) {
            String unit = size.group(2);
            long bytes = Long.parseLong(size.group(1)) << (unit.startsWith("k") ? 10 : unit.startsWith("m") ? 20 : 0);
            if (bytes >= 1 << 10 && bytes <= MOST) {
                return (int) bytes;
            }
        }
        throw Converters.wrong("a size from 1KiB to 1024MiB, such as 8MiB", value);
    }
}
