package org.chainrule.spark.data;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.chainrule.tabular.read.RawTable;
import org.chainrule.tabular.read.RawTables;
import org.chainrule.tabular.schema.ColumnSchema;

/** The rows of one shard in their canonical order, packed. Immutable. */
public final class ShardRows implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int shard;
    private final long firstRow;
    private final PackedTable training;
    private final PackedTable validation;
    private final String fingerprint;

    private ShardRows(int shard, long firstRow, PackedTable training, PackedTable validation, String fingerprint) {
        this.shard = shard;
        this.firstRow = firstRow;
        this.training = training;
        this.validation = validation;
        this.fingerprint = fingerprint;
    }

    static ShardRows of(
            int shard, long firstRow, PackedTable training, PackedTable validation, List<ColumnSchema> columns) {
        String digest = RawTables.fingerprint(training, columns);
        if (validation.rows() > 0) {
            digest = sha256(digest + RawTables.fingerprint(validation, columns));
        }
        return new ShardRows(shard, firstRow, training, validation, digest);
    }

    /**
     * One fingerprint of all shards.
     *
     * @param shards those of each, in their order
     * @return 64 hexadecimal digits
     */
    public static String fingerprint(List<String> shards) {
        return sha256(String.join("", shards));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Which shard.
     *
     * @return from 0
     */
    public int shard() {
        return shard;
    }

    /**
     * Where the shard begins among all training rows.
     *
     * @return the rank of its first training row, from 0
     */
    public long firstRow() {
        return firstRow;
    }

    /**
     * The training rows.
     *
     * @return at least one; need not be closed
     */
    public RawTable training() {
        return training;
    }

    /**
     * The validation rows.
     *
     * @return maybe none; need not be closed
     */
    public RawTable validation() {
        return validation;
    }

    /**
     * SHA-256 over all cells, computed when the shard was built: without validation rows that of {@link org.chainrule.tabular.read.LoadedTable#fingerprint} of the same rows.
     *
     * @return 64 hexadecimal digits
     */
    public String fingerprint() {
        return fingerprint;
    }

    /**
     * What to say when a shard is not what it was.
     *
     * @param shard    from 0
     * @param expected its first fingerprint
     * @param found    the other
     * @return one line
     */
    public static String changed(int shard, String expected, String found) {
        return "the rows of shard " + shard + " changed between rounds: expected " + expected + ", found " + found
                + "; cache or checkpoint the input";
    }
}
