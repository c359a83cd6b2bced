package org.chainrule.spark.checkpoint;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The machine's files as {@code failing://}, whose opening for writing, writing, closing and renaming can be made to fail. A write that fails has written half. */
public final class FailingFileSystem extends RawLocalFileSystem {
    /** What a full disk says. */
    static final String FULL = "No space left on device";

    private static final List<String> OPERATIONS = Collections.synchronizedList(new ArrayList<>());
    private static volatile int failing = Integer.MAX_VALUE;
    private static volatile boolean ever;

    /** A configuration that knows the scheme. */
    static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        configuration.set("fs.failing.impl", FailingFileSystem.class.getName());
        configuration.setBoolean("fs.failing.impl.disable.cache", true);
        return configuration;
    }

    /** From now on the n-th operation fails, from 1, and with {@code ever} all that follow. */
    static void fail(int nth, boolean always) {
        OPERATIONS.clear();
        failing = nth;
        ever = always;
    }

    /** What was asked since {@link #fail}. */
    static List<String> operations() {
        return List.copyOf(OPERATIONS);
    }

    private static boolean fails(String operation) {
        OPERATIONS.add(operation);
        int at = OPERATIONS.size();
        return at == failing || ever && at > failing;
    }

    private static void check(String operation) throws IOException {
        if (fails(operation)) {
            throw new IOException(FULL);
        }
    }

    @Override
    public URI getUri() {
        return URI.create("failing:///");
    }

    @Override
    public String getScheme() {
        return "failing";
    }

    @Override
    public FSDataOutputStream create(
            Path file, boolean overwrite, int bufferSize, short replication, long blockSize, Progressable progress)
            throws IOException {
        check("open");
        FSDataOutputStream out = super.create(file, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new Half(out), null);
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        check("rename");
        return super.rename(source, target);
    }

    private static final class Half extends FilterOutputStream {
        Half(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (fails("write")) {
                out.write(bytes, from, count / 2);
                throw new IOException(FULL);
            }
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            super.close();
            check("close");
        }
    }
}
