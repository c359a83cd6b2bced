package org.chainrule.tabular.read;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.UserException;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's messages of many lines into one that says what was found, where, and what to do. */
final class DuckErrors {
    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern CELLS = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
    private static final Pattern KIND = Pattern.compile("^(?:java\\.sql\\.SQLException: )?([A-Z][A-Za-z ]+ Error: )+");
    private static final Pattern HINT = Pattern.compile("(Did you mean \"[^\\n]*|Candidate bindings: [^\\n]*)");

    private DuckErrors() {}

    /**
     * The exception to be thrown.
     *
     * @param error       what DuckDB threw
     * @param description the source
     * @return one line
     */
    static UserException of(SQLException error, String description) {
        String message = String.valueOf(error.getMessage());
        return new UserException(UserException.Kind.DATA, description + ": " + explain(message), error);
    }

    private static String explain(String message) {
        Matcher line = LINE.matcher(message);
        String where = line.find() ? "line " + line.group(1) : "a line";
        String csv = explainCsv(message, where);
        if (csv != null) {
            return csv;
        }
        if (message.contains("Out of Memory Error")) {
            return "reading it needs more memory than is allowed (" + firstLine(message)
                    + "); drop columns or give the directory java.io.tmpdir more room";
        }
        if (message.contains("Expected a single SELECT statement")) {
            return "expected one SELECT, found another statement or several; write one query, which may have WITH and subqueries";
        }
        if (message.contains("No magic bytes") || message.contains("too small to be a Parquet file")) {
            return "not a Parquet file, or one that was cut short; write it again";
        }
        if (message.contains("TProtocolException") || message.contains("bit width") || message.contains("Corrupt")) {
            return "the Parquet data is damaged (" + firstLine(message) + "); write the file again";
        }
        if (message.contains("Malformed JSON") || message.contains("JSON transform error")) {
            return "not JSON lines or an array of objects: " + firstLine(message);
        }
        Matcher hint = HINT.matcher(message);
        return firstLine(message) + (hint.find() ? " " + Display.text(hint.group(1)) : "");
    }

    private static @Nullable String explainCsv(String message, String where) {
        Matcher cells = CELLS.matcher(message);
        if (cells.find()) {
            return where + " has " + cells.group(2) + " cells but " + cells.group(1)
                    + " were expected; mend the line, or put quotes round cells that hold the delimiter";
        }
        if (message.contains("unterminated quote") || message.contains("quote should be followed by")) {
            return where + " has a quote that is not closed or not doubled; write a quote inside a quoted cell twice";
        }
        if (message.contains("not utf-8") || message.contains("Invalid unicode") || message.contains("Invalid UTF8")) {
            return "near " + where + ": " + FileProbe.NOT_UTF8;
        }
        if (message.contains("Maximum line size")) {
            return where + " is longer than 2,000,000 bytes; is a quote left open before it, or is it not a table?";
        }
        if (message.contains("detect the CSV")) {
            return "no delimiter gives rows of equal length; is it a table in plain text?";
        }
        return null;
    }

    /** DuckDB's first line without its kind. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return Display.text(KIND.matcher(first).replaceFirst("").strip());
    }
}
