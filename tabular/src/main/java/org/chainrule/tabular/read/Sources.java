package org.chainrule.tabular.read;

import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Opens sources of rows; what {@link org.chainrule.tabular.read.Table} offers. */
public final class Sources {
    private static final int WIDE = 1000;
    private static final Cleaner CLEANER = Cleaner.create();

    private Sources() {}

    /**
     * A file.
     *
     * @param path the file
     * @return the source
     */
    public static Source file(Path path) {
        FileProbe probe = FileProbe.of(path);
        boolean opened = false;
        // One thread reads the start; several would hold thousands of cells of every column each.
        try (Duck duck = Duck.ofFiles(1, probe.file())) {
            Relation relation = relation(duck, probe);
            boolean any = duck.query("SELECT 1 FROM " + relation.from() + " LIMIT 1", ResultSet::next);
            if (!any) {
                throw UserException.data(
                        probe.description() + ": the file has no rows; expected rows below a header; add rows");
            }
            Source source = new Source(probe.description(), relation, threads(relation), probe.file(), null);
            if (probe.unpacked()) {
                Path unpacked = probe.file();
                unpacked.toFile().deleteOnExit();
                CLEANER.register(source, () -> unpacked.toFile().delete());
            }
            opened = true;
            return source;
        } catch (SQLException e) {
            throw DuckErrors.of(e, probe.description());
        } finally {
            if (!opened && probe.unpacked() && !probe.file().toFile().delete()) {
                probe.file().toFile().deleteOnExit();
            }
        }
    }

    private static Relation relation(Duck duck, FileProbe probe) throws SQLException {
        String file = Sql.file(probe.file());
        return switch (probe.format()) {
            case CSV -> CsvRelation.of(duck, probe);
            case PARQUET -> typed(duck, "SELECT * FROM read_parquet(" + file + ", hive_partitioning = false)");
            case JSON ->
                typed(
                        duck,
                        "SELECT * FROM read_json(" + file + ", hive_partitioning = false,"
                                + " compression = 'uncompressed', sample_size = -1, maximum_depth = 2)");
        };
    }

    /** Each thread holds some thousand cells of every column: very wide tables are read by one. */
    private static int threads(Relation relation) {
        return relation.names().size() > WIDE ? 1 : Duck.threads();
    }

    /**
     * A query in DuckDB's SQL.
     *
     * @param query one SELECT
     * @return the source
     */
    public static Source sql(String query) {
        String description = Display.text("sql:" + query);
        try (Duck duck = Duck.ofQuery(1)) {
            return new Source(description, typed(duck, query.strip().replaceFirst(";\\s*$", "")), 1, null, null);
        } catch (SQLException e) {
            throw DuckErrors.of(e, description);
        }
    }

    /**
     * A query to another database.
     *
     * @param url   JDBC address
     * @param query one SELECT
     * @return the source, already copied
     */
    @SuppressWarnings("resource") // the copy lives as long as the source; DuckDB frees it with its connection
    public static Source jdbc(String url, String query) {
        String description = Display.text("jdbc:" + url.split(":", 3)[1] + ": " + query);
        Duck duck = null;
        try {
            duck = Duck.ofFiles(Duck.threads());
            Relation relation = JdbcCopy.copy(duck, url, query, description);
            Source source = new Source(description, relation, Duck.threads(), null, duck);
            CLEANER.register(source, duck::close);
            return source;
        } catch (SQLException e) {
            close(duck);
            throw DuckErrors.of(e, description);
        } catch (UserException e) {
            close(duck);
            throw e;
        }
    }

    private static void close(@Nullable Duck duck) {
        if (duck != null) {
            duck.close();
        }
    }

    /** A relation of any query: its columns are renamed by position. */
    private static Relation typed(Duck duck, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        // First as the text of a query: whatever is not one SELECT is refused before any of it can run. In parentheses
        // it could close them and go on.
        duck.connection()
                .prepareStatement("SELECT * FROM query(" + Sql.literal(query) + ")")
                .close();
        try (PreparedStatement statement = duck.connection().prepareStatement(query)) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                types.add(columns.getColumnTypeName(i));
            }
        }
        String from = "(" + query + "\n) AS t(" + Sql.names(names.size()) + ")";
        return new Relation(from, names, types, false, List.of());
    }
}
