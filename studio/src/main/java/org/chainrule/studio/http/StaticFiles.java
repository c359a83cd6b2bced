package org.chainrule.studio.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a page, from the class path: nothing else can be named. They are asked for anew every time, and sent only if they have changed, so that a newer
 * Chainrule is never seen through an older page.
 */
final class StaticFiles {
    private static final String ROOT = "/org/chainrule/";

    /** Folders of the report that the page shares, by the beginning of the address. */
    private static final Map<String, String> REPORT = Map.of(
            "/web/report/vendor/", ROOT + "report/vendor/", "/web/report/components/", ROOT + "report/components/");

    private static final String WEB = "/web/";

    private static final Pattern NAME =
            Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9_-]*/)*[A-Za-z0-9][A-Za-z0-9_.-]*\\.([a-z0-9]+)");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private static final String NO_PAGE =
            "<!doctype html><meta charset=\"utf-8\"><title>Chainrule studio</title><p>The studio was packed without its page.";

    private StaticFiles() {}

    /**
     * A file of the studio's page, or of the report's that it shares.
     *
     * @param call GET or HEAD of {@code /} or {@code /web/...}
     * @return the file, or that it has not changed
     * @throws Refusal if there is no such file
     */
    static Answer of(Call call) {
        String path = call.path();
        if (path.equals("/")) {
            byte[] page = read(ROOT + "studio/web/index.html");
            return file(call, "html", page == null ? NO_PAGE.getBytes(StandardCharsets.UTF_8) : page);
        }
        String prefix =
                REPORT.keySet().stream().filter(path::startsWith).findFirst().orElse(WEB);
        String name = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
        var fits = NAME.matcher(name);
        if (fits.matches() && TYPES.containsKey(fits.group(1))) {
            byte[] bytes = read(REPORT.getOrDefault(prefix, ROOT + "studio/web/") + name);
            if (bytes != null) {
                return file(call, fits.group(1), bytes);
            }
        }
        throw Refusal.notFound(path);
    }

    /** A file that is sent only if it has changed. */
    static Answer file(Call call, String extension, byte[] bytes) {
        String tag = "\"" + digest(bytes) + "\"";
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        if (tag.equals(call.ifNoneMatch())) {
            return new Answer.Content(304, "", headers, new byte[0]);
        }
        return new Answer.Content(200, TYPES.getOrDefault(extension, "application/octet-stream"), headers, bytes);
    }

    /** A resource of the class path; null if it is not there. */
    static byte @Nullable [] read(String resource) {
        try (InputStream in = StaticFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + resource + " cannot be read", e);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
