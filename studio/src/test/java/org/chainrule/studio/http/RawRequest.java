package org.chainrule.studio.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request written byte by byte, as no client of HTTP would. */
public final class RawRequest {
    private RawRequest() {}

    /** Sends text, or as much of it as the server wants to hear, and reads until the server closes. */
    public static String send(int port, String text) throws IOException {
        try (Socket socket = open(port)) {
            try {
                write(socket, text);
            } catch (java.net.SocketException closed) {
                // refused before all was sent: the answer waits in this side's buffer, and a test that finds none fails
            }
            return rest(socket);
        }
    }

    /** A connection. */
    public static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(15_000);
        return socket;
    }

    /** Writes text, a byte a character. */
    public static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Reads until the server closes. */
    public static String rest(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (java.net.SocketException reset) {
            // the server closed with bytes unread: what it said came before
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
