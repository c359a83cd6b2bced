package org.chainrule.spark.bench;
import java.util.Map;
import org.apache.spark.sql.*;
final class Extra { static void add(Map<String, Dataset<Row>> ways, Dataset<Row> many, Object ours) {} }
