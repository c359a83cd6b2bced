package org.chainrule.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Requests at a steady rate, as one who is served sends them: a request that is late because the one before took long counts from when it was due. */
final class GoodTraffic {
    private final int port;
    private final List<byte[]> requests = new ArrayList<>();

    GoodTraffic(int port, List<String> bodies) {
        this.port = port;
        for (String body : bodies) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String head = "POST /predict HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
            byte[] request = (head + body).getBytes(StandardCharsets.UTF_8);
            requests.add(request);
        }
    }

    /**
     * Sends.
     *
     * @param connections each with a thread
     * @param rate        requests a second, of all together
     * @param seconds     how long
     * @return nanoseconds of each request
     * @throws Exception if one was not answered with 200
     */
    double[] run(int connections, int rate, double seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<double[]>> all = new ArrayList<>();
            int each = Math.max(1, (int) (rate * seconds / connections));
            for (int c = 0; c < connections; c++) {
                int first = c;
                all.add(() -> one(each, 1e9 * connections / rate, first));
            }
            double[] nanos = new double[each * connections];
            int at = 0;
            for (Future<double[]> part : threads.invokeAll(all)) {
                double[] some = part.get();
                System.arraycopy(some, 0, nanos, at, some.length);
                at += some.length;
            }
            return nanos;
        } finally {
            threads.shutdownNow();
        }
    }

    private double[] one(int count, double pause, int first) throws IOException {
        double[] nanos = new double[count];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
            long begun = System.nanoTime() + (long) (pause * first / 7);
            for (int i = 0; i < count; i++) {
                long due = begun + (long) (i * pause);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                socket.getOutputStream().write(requests.get((first + i) % requests.size()));
                answer(in);
                nanos[i] = System.nanoTime() - due;
            }
        }
        return nanos;
    }

    private static void answer(DataInputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("a good request was answered " + status);
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        in.readFully(new byte[length]);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("a good connection was closed");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }
}
