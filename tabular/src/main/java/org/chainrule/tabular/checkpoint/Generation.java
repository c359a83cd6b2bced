package org.chainrule.tabular.checkpoint;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint of a store: the file {@code NAME-0000000012.checkpoint}, or {@code NAME-0000000012-finished.checkpoint} of a training that ended; by name they sort as
 * they were written.
 *
 * @param name     of the training
 * @param number   from 1
 * @param finished whether the training had ended
 */
public record Generation(String name, long number, boolean finished) {
    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{10})(-finished)?\\.checkpoint");

    /**
     * What a file's name says.
     *
     * @param file name without its folder
     * @return null for a file of somebody else
     */
    public static @Nullable Generation parse(String file) {
        Matcher matcher = NAME.matcher(file);
        return matcher.matches()
                ? new Generation(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3) != null)
                : null;
    }

    /**
     * The file's name.
     *
     * @return without its folder
     */
    public String file() {
        return String.format(Locale.ROOT, "%s-%010d%s.checkpoint", name, number, finished ? "-finished" : "");
    }
}
