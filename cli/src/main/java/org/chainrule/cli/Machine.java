package org.chainrule.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.chainrule.kernel.KernelFactory;
import org.chainrule.tabular.Chainrule;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** What this machine and installation offer. */
final class Machine {
    private Machine() {}

    /** By name, in the order to be shown. */
    static Map<String, @Nullable Object> facts() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("chainrule", Chainrule.VERSION);
        facts.put("java", Runtime.version().toString());
        facts.put("vm", System.getProperty("java.vm.name"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("kernel", Kernel.name());
        facts.put("kernels", kernels());
        facts.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
        facts.put("duckdb", duckdb());
        return facts;
    }

    private static List<String> kernels() {
        TreeSet<String> names = new TreeSet<>(List.of("scalar"));
        ServiceLoader.load(KernelFactory.class).forEach(factory -> names.addAll(factory.available()));
        return List.copyOf(names);
    }

    private static @Nullable String duckdb() {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT version()")) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            return null;
        }
    }
}
