package org.chainrule.studio.http;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chainrule.tabular.error.Display;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, decided before anything is routed. A page of another site must neither read nor change anything here: the name that it calls this machine by
 * (DNS rebinding) is not on the list, its writes carry its own origin, and a form cannot send JSON without asking first, which is refused. Nothing here knows
 * what is served.
 */
final class Guard {
    /** The most bytes of a body. */
    static final int BODY_BYTES = 8 << 20;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    /** Nothing but what this server sends; no frame around it. Styles in elements are the charts'. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
                    + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** On every answer, errors among them. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private Guard() {}

    /** What is wrong with a request; null if nothing is. */
    static @Nullable Refusal check(Request request) {
        int port = ((InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress()).getPort();
        Refusal host = host(request, port);
        if (host != null) {
            return host;
        }
        if (!METHODS.contains(request.getMethod())) {
            return new Refusal(
                    405,
                    "expected GET, HEAD, POST or DELETE, found " + Display.text(request.getMethod())
                            + "; use one of them");
        }
        HttpFields headers = request.getHeaders();
        String site = headers.get("Sec-Fetch-Site");
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        boolean page = read && "navigate".equals(headers.get("Sec-Fetch-Mode"));
        if (site != null && !OWN_SITES.contains(site) && !page) {
            return new Refusal(
                    403,
                    "expected a request of this server's own page, found one of another site; open the address itself");
        }
        return read ? null : write(headers, port);
    }

    /** One Host, on the list, with this port; and no other authority in the first line. */
    private static @Nullable Refusal host(Request request, int port) {
        List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        if (hosts.size() == 1 && own(hosts.get(0), port) && (authority == null || own(authority, port))) {
            return null;
        }
        return new Refusal(
                403,
                "expected the host 127.0.0.1:" + port + " or localhost:" + port + ", found "
                        + Display.text(String.join(" and ", hosts)) + "; open http://127.0.0.1:" + port + "/");
    }

    private static boolean own(String host, int port) {
        String suffix = ":" + port;
        return host.endsWith(suffix)
                && NAMES.contains(
                        host.substring(0, host.length() - suffix.length()).toLowerCase(Locale.ROOT));
    }

    private static @Nullable Refusal write(HttpFields headers, int port) {
        List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
        String scheme = "http://";
        for (String origin : origins) {
            if (!origin.startsWith(scheme) || !own(origin.substring(scheme.length()), port)) {
                return new Refusal(
                        403,
                        "expected a write from this server's own page, found the origin " + Display.text(origin)
                                + "; open http://127.0.0.1:" + port + "/");
            }
        }
        boolean body =
                headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
        if (headers.getLongField(HttpHeader.CONTENT_LENGTH) > BODY_BYTES) {
            return tooLarge();
        }
        if (headers.contains(HttpHeader.CONTENT_ENCODING)) {
            return new Refusal(415, "expected a body as it is, found one that is encoded; leave Content-Encoding out");
        }
        return body && !json(headers.getField(HttpHeader.CONTENT_TYPE))
                ? new Refusal(
                        415,
                        "expected the content type application/json, found "
                                + Display.text(String.valueOf(headers.get(HttpHeader.CONTENT_TYPE))) + "; send JSON")
                : null;
    }

    private static boolean json(@Nullable HttpField type) {
        String text =
                type == null ? "" : type.getValue().toLowerCase(Locale.ROOT).replace(" ", "");
        return text.equals("application/json") || text.equals("application/json;charset=utf-8");
    }

    /** A body of too many bytes. */
    static Refusal tooLarge() {
        return new Refusal(413, "expected a body of at most " + (BODY_BYTES >> 20) + " MiB, found more; send less");
    }
}
