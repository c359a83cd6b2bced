package org.chainrule.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request that must not be served, and how it is sent.
 *
 * @param name   what it tries
 * @param manner how its bytes are sent
 * @param bytes  of the request, or of its beginning
 */
@SuppressWarnings("ArrayRecordComponent")
record Attack(String name, Manner manner, byte[] bytes) {
    private static final int PATIENCE = 30_000;
    private static final int DRIP_MILLIS = 200;
    private static final int FLOOD = 12 << 20;

    /** How bytes are sent. */
    enum Manner {
        /** At once, then the answer is read. */
        PLAIN,
        /** At once, and the connection is closed before the answer. */
        GONE,
        /** At once, then a blank now and then until the server has had enough. */
        SLOW,
        /** At once, then so many blanks that the body is too large. */
        FLOOD
    }

    /**
     * All kinds, in turn.
     *
     * @param port   of the server
     * @param number which one
     * @return an attack
     */
    static Attack of(int port, int number) {
        List<Attack> all = kinds(port);
        // one in 16 is slow, one in 64 floods: those take the most
        if (number % 16 == 5) {
            return all.get(number / 16 % 2);
        }
        if (number % 64 == 9) {
            return all.get(2);
        }
        return all.get(3 + number % (all.size() - 3));
    }

    private static List<Attack> kinds(int port) {
        String host = "Host: 127.0.0.1:" + port + "\r\n";
        String json = host + "Content-Type: application/json\r\n";
        return Stream.concat(addresses(port, host, json).stream(), bodies(host, json).stream())
                .toList();
    }

    /** The slow ones first, then the flood, then all that is wrong before a body is read. */
    private static List<Attack> addresses(int port, String host, String json) {
        return List.of(
                new Attack("slow headers", Manner.SLOW, text("GET /predict HTTP/1.1\r\n" + host + "X-Slow: ")),
                new Attack(
                        "slow body",
                        Manner.SLOW,
                        text("POST /predict HTTP/1.1\r\n" + json + "Content-Length: 5000\r\n\r\n{")),
                new Attack(
                        "body without end",
                        Manner.FLOOD,
                        text("POST /predict HTTP/1.1\r\n" + json + "Transfer-Encoding: chunked\r\n\r\n"
                                + Integer.toHexString(FLOOD) + "\r\n")),
                plain(
                        "declared too large",
                        "POST /predict HTTP/1.1\r\n" + json + "Content-Length: 100000000000\r\n\r\n"),
                plain("headers too large", "GET / HTTP/1.1\r\n" + host + "X: " + "a".repeat(20_000) + "\r\n\r\n"),
                plain("wrong host", "GET /models HTTP/1.1\r\nHost: evil.example:" + port + "\r\n\r\n"),
                plain("no host", "GET /models HTTP/1.1\r\n\r\n"),
                plain("two hosts", "GET /models HTTP/1.1\r\n" + host + "Host: evil.example\r\n\r\n"),
                plain("absolute address", "GET http://evil.example/models HTTP/1.1\r\n" + host + "\r\n"),
                plain("wrong origin", post(json + "Origin: http://evil.example\r\n", "{\"x0\":1}")),
                plain("cross-site", post(json + "Sec-Fetch-Site: cross-site\r\n", "{\"x0\":1}")),
                plain("form", post(host + "Content-Type: text/plain\r\n", "{\"x0\":1}")),
                plain("traversal", "GET /../../../../etc/passwd HTTP/1.1\r\n" + host + "\r\n"),
                plain("encoded traversal", "GET /web/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + host + "\r\n"),
                plain("double encoded", "GET /web/%252e%252e%252fpom.xml HTTP/1.1\r\n" + host + "\r\n"),
                plain("backslashes", "GET /web\\..\\..\\pom.xml HTTP/1.1\r\n" + host + "\r\n"),
                plain("null byte", "GET /web/serve.css%00.html HTTP/1.1\r\n" + host + "\r\n"),
                plain(
                        "a path as model",
                        "POST /models/..%2f..%2fm.chainrule/predict HTTP/1.1\r\n" + json
                                + "Content-Length: 2\r\n\r\n{}"),
                plain("an address as model", "GET /v2/models/http:%2f%2f127.0.0.1 HTTP/1.1\r\n" + host + "\r\n"),
                plain("no HTTP", "\u0016\u0003\u0001 hello\r\n\r\n"));
    }

    private static List<Attack> bodies(String host, String json) {
        return List.of(
                plain("no JSON", post(json, "{\"x0\":}")),
                plain("deep JSON", post(json, "[".repeat(20_000))),
                plain("the same key twice", post(json, "{\"x0\":1,\"x0\":2}")),
                plain("a huge number", post(json, "{\"x0\":1" + "0".repeat(900) + "}")),
                plain("half a surrogate", post(json, "{\"x0\":\"\\ud800\"}")),
                plain("cells that are objects", post(json, "{\"x0\":{\"$ref\":\"file:///etc/passwd\"}}")),
                plain("too many rows", post(json, "[" + "{},".repeat(10_001) + "{}]")),
                plain(
                        "a huge tensor",
                        "POST /v2/models/m/infer HTTP/1.1\r\n" + json
                                + body(
                                        "{\"inputs\":[{\"name\":\"x0\",\"shape\":[9223372036854775807],\"datatype\":\"FP64\",\"data\":[1]}]}")),
                plain(
                        "length and chunks",
                        "POST /predict HTTP/1.1\r\n" + json
                                + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /models HTTP/1.1\r\n"
                                + host + "\r\n"),
                plain(
                        "bad chunk",
                        "POST /predict HTTP/1.1\r\n" + json
                                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                plain("gzip", post(json + "Content-Encoding: gzip\r\n", "\u001f\u008b\u0008")),
                plain("other method", "PUT /models/m HTTP/1.1\r\n" + json + "Content-Length: 0\r\n\r\n"),
                plain("trace", "TRACE / HTTP/1.1\r\n" + host + "\r\n"),
                new Attack(
                        "gone after half a body",
                        Manner.GONE,
                        text("POST /predict HTTP/1.1\r\n" + json + "Content-Length: 500\r\n\r\n{\"x0\"")),
                new Attack("gone at once", Manner.GONE, text("GET")));
    }

    private static Attack plain(String name, String request) {
        return new Attack(name, Manner.PLAIN, text(request));
    }

    private static String post(String headers, String body) {
        return "POST /predict HTTP/1.1\r\n" + headers + body(body);
    }

    private static String body(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it holds a connection for long. */
    boolean slow() {
        return manner == Manner.SLOW;
    }

    /**
     * Sends it.
     *
     * @param port of the server
     * @return the status of the answer; 0 if the server closed without one, or was not waited for
     * @throws IOException if the server lets it wait for ever
     */
    int send(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            OutputStream out = socket.getOutputStream();
            try {
                out.write(bytes);
                out.flush();
                if (manner == Manner.GONE) {
                    return 0;
                }
                if (manner == Manner.FLOOD) {
                    flood(out);
                }
            } catch (IOException closed) {
                // it was refused before it was sent
            }
            return manner == Manner.SLOW ? drip(socket) : status(socket.getInputStream());
        }
    }

    private static void flood(OutputStream out) throws IOException {
        byte[] blanks = new byte[1 << 16];
        Arrays.fill(blanks, (byte) ' ');
        for (int sent = 0; sent < FLOOD; sent += blanks.length) {
            out.write(blanks);
        }
        out.flush();
    }

    private static int drip(Socket socket) throws IOException {
        long end = System.nanoTime() + PATIENCE * 1_000_000L;
        socket.setSoTimeout(DRIP_MILLIS);
        while (System.nanoTime() < end) {
            try {
                return status(socket.getInputStream());
            } catch (SocketTimeoutException waiting) {
                try {
                    socket.getOutputStream().write(' ');
                    socket.getOutputStream().flush();
                } catch (IOException closed) {
                    return 0;
                }
            }
        }
        throw new IOException("a slow request was waited for");
    }

    /** The status of the first line; 0 without one. */
    private static int status(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0 && b != '\n' && line.size() < 100; b = in.read()) {
                line.write(b);
            }
        } catch (SocketTimeoutException slow) {
            throw slow;
        } catch (IOException reset) {
            return 0;
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    /** Whether an answer is a refusal: nothing was served, nothing broke. */
    static boolean refused(int status) {
        return status == 0 || status >= 400 && status < 500 || status == 503;
    }
}
