package org.chainrule.studio.http;

import java.net.InetAddress;
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
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

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

    private final Access access;
    private final Limits limits;
    private final boolean local;
    private final @Nullable String bound;

    /**
     * A guard.
     *
     * @param access who may ask
     * @param limits how much
     */
    Guard(Access access, Limits limits) {
        this.access = access;
        this.limits = limits;
        InetAddress address = access.address();
        local = address.isLoopbackAddress();
        bound = address.isAnyLocalAddress() ? null : access.host().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with a request; null if nothing is. */
    @Nullable
    Refusal check(Request request) {
        InetSocketAddress here =
                (InetSocketAddress) request.getConnectionMetaData().getLocalSocketAddress();
        Refusal host = host(request, here);
        if (host != null) {
            return host;
        }
        if (!METHODS.contains(request.getMethod())) {
            return new Refusal(
                    405,
                    "expected GET, HEAD, POST or DELETE, found " + Display.text(request.getMethod())
                            + "; use one of them",
                    Map.of("Allow", "GET, HEAD, POST, DELETE"));
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
        Refusal origin = read ? null : origin(headers, here);
        Refusal stranger = origin == null ? stranger(request, headers) : origin;
        return stranger != null || read ? stranger : body(headers);
    }

    /** One Host, on the list, with this port; and no other authority in the first line. */
    private @Nullable Refusal host(Request request, InetSocketAddress here) {
        List<String> hosts = request.getHeaders().getValuesList(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        if (hosts.size() == 1 && own(hosts.get(0), here) && (authority == null || own(authority, here))) {
            return null;
        }
        return new Refusal(
                403,
                "expected the host " + expected(here) + ", found "
                        + Display.text(hosts.isEmpty() ? "none" : String.join(" and ", hosts))
                        + (limits.options()
                                ? "; use that, or start the server with --allow-host NAME"
                                : "; open http://" + expectedFirst(here) + "/"));
    }

    private String expectedFirst(InetSocketAddress here) {
        return (local || bound == null ? "127.0.0.1" : bound) + ":" + here.getPort();
    }

    private String expected(InetSocketAddress here) {
        return expectedFirst(here)
                + (local ? " or localhost:" + here.getPort() : access.names().isEmpty() ? "" : " or an allowed one");
    }

    /** Whether a host is ours: a name of this machine with this port, or one that was allowed. */
    private boolean own(String host, InetSocketAddress here) {
        return here(host, here) || allowed(host, here.getPort());
    }

    private boolean here(String host, InetSocketAddress here) {
        String suffix = ":" + here.getPort();
        if (!host.endsWith(suffix)) {
            return false;
        }
        String name =
                host.substring(0, host.length() - suffix.length()).toLowerCase(Locale.ROOT);
        if (local || bound == null) {
            if (LOCAL.contains(name)) {
                return true;
            }
        }
        // the address itself is no name that somebody else could point here
        return name.equals(bound) || !local && name.equals(literal(here.getAddress()));
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private boolean allowed(String host, int port) {
        if (access.names().isEmpty()) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        String suffix = ":" + port;
        return access.names().contains(name)
                || name.endsWith(suffix)
                        && access.names().contains(name.substring(0, name.length() - suffix.length()));
    }

    private @Nullable Refusal origin(HttpFields headers, InetSocketAddress here) {
        for (String origin : headers.getValuesList(HttpHeader.ORIGIN)) {
            boolean own = origin.startsWith(HTTP) && own(origin.substring(HTTP.length()), here)
                    || origin.startsWith(HTTPS) && allowed(origin.substring(HTTPS.length()), here.getPort());
            if (!own) {
                return new Refusal(
                        403,
                        "expected a write from this server's own page, found the origin " + Display.text(origin)
                                + "; open http://" + expectedFirst(here) + "/");
            }
        }
        return null;
    }

    private @Nullable Refusal stranger(Request request, HttpFields headers) {
        Token token = access.token();
        if (token == null || access.open().test(Request.getPathInContext(request))) {
            return null;
        }
        List<String> brought = headers.getValuesList(HttpHeader.AUTHORIZATION);
        if (brought.size() == 1 && token.broughtBy(brought.get(0))) {
            return null;
        }
        return new Refusal(
                401,
                "expected the header Authorization: Bearer TOKEN with this server's token, found "
                        + (brought.isEmpty() ? "none" : "another") + "; add it",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private @Nullable Refusal body(HttpFields headers) {
        long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
        boolean body = length > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
        if (length > limits.bodyBytes()) {
            return limits.tooLarge();
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
        if (type == null) {
            return false;
        }
        if (type.getValue().equals("application/json")) {
            return true;
        }
        String text = type.getValue().toLowerCase(Locale.ROOT).replace(" ", "");
        return text.equals("application/json") || text.equals("application/json;charset=utf-8");
    }
}
