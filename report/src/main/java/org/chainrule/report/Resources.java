package org.chainrule.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files that come with this package. */
final class Resources {
    private Resources() {}

    /**
     * Reads a text file.
     *
     * @param name relative to this package
     * @return its text with line feeds only, so that hashes of it are those that a browser computes
     */
    static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the report module was packed without its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the report module's resource " + name + " cannot be read", e);
        }
    }
}
