package org.chainrule.studio.http;

import java.util.Map;
import org.chainrule.tabular.model.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a request that is no HTTP, is said as everything else is: one line of JSON, no stack trace, no page. */
final class PlainErrors implements Request.Handler {
    private final Limits limits;
    private final Watcher watcher;

    PlainErrors(Limits limits, Watcher watcher) {
        this.limits = limits;
        this.watcher = watcher;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = Math.max(400, response.getStatus());
        Guard.HEADERS.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.setStatus(status);
        watcher.unread(request, status);
        Content.Sink.write(response, true, text(status), callback);
        return true;
    }

    private String text(int status) {
        String found =
                switch (status) {
                    case 431 -> limits.headers();
                    case 414 -> "an address that is too long; shorten it";
                    case 500 -> "a defect in Chainrule; please report it";
                    default -> "a request that is not in order (status " + status + "); correct it";
                };
        return Json.write(Map.of("error", "expected a request of HTTP/1.1, found " + found));
    }
}
