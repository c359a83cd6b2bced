package org.chainrule.cli;

import java.time.Duration;
import org.chainrule.studio.http.Limits;
import org.chainrule.studio.serve.ServeOptions;
import picocli.CommandLine.Option;

/** How much {@code chainrule serve} takes on. */
final class LimitArguments {
    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            defaultValue = "8MiB",
            description = "Most bytes of a request's body (default 8MiB); beyond is answered 413.")
    private int maxBody;

    @Option(
            names = "--max-header",
            paramLabel = "SIZE",
            converter = ByteSize.class,
            defaultValue = "16KiB",
            description = "Most bytes of a request's headers (default 16KiB); beyond is answered 431.")
    private int maxHeader;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "" + ServeOptions.ROWS,
            description = "Most rows of a request (default " + ServeOptions.ROWS + "); beyond is answered 413.")
    private int maxRows;

    @Option(
            names = "--read-timeout",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            defaultValue = "10s",
            description = "How long a request may take to arrive (default 10s); then 408, or the connection ends.")
    private Duration readTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Threads for requests of many rows (default: processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--queue",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "64",
            description = "Requests that wait for these threads (default 64); more are answered 503.")
    private int queue;

    @Option(
            names = "--connections",
            paramLabel = "N",
            converter = Converters.Count.class,
            defaultValue = "256",
            description = "Connections at once (default 256); more wait to be accepted.")
    private int connections;

    @Option(
            names = "--finish-within",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            defaultValue = "30s",
            description = "How long answers may take after the signal to end (default 30s).")
    private Duration finishWithin = Duration.ofSeconds(30);

    /** The limits of the server. */
    Limits limits() {
        return new Limits(
                maxBody,
                maxHeader,
                (int) Math.min(Integer.MAX_VALUE, readTimeout.toMillis()),
                threads,
                queue,
                connections,
                true);
    }

    int mostRows() {
        return maxRows;
    }

    Duration finishWithin() {
        return finishWithin;
    }
}
