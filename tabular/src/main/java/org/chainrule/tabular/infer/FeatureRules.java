package org.chainrule.tabular.infer;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.read.ColumnProfile;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.chainrule.tabular.read.TableProfile;
import org.chainrule.tabular.schema.ColumnKind;
import org.chainrule.tabular.schema.ColumnSchema;
import org.chainrule.tabular.schema.DateFormat;

/**
 * What a column is taken for if it is not the target; the first rule that holds decides. When in doubt, a number is a quantity and a text is a set of levels.
 *
 * <ol>
 *   <li>EMPTY: no cell has a value. CONSTANT: one distinct value and none missing (one value that is sometimes missing still tells something: it goes on).
 *   <li>DATE: date types, and text whose every cell is a date of one format, see {@link org.chainrule.tabular.schema.DateFormat}.
 *   <li>BOOLEAN: the boolean type, and text with two levels that are a yes and a no in English or by letter. Integers 0 and 1 are NUMERIC: the same to a network.
 *   <li>Integers, all different: IDENTIFIER if drawing them at random from their range would have given at least {@value #COLLISIONS} expected repetitions,
 *       n(n-1)/2r for n values in a range of r; so row numbers and dense keys are found and incomes are not. A name that says id decides, too. Floats never are.
 *   <li>Integers: CODE if they are the complete run from 0, 1 or 2 upwards, with 3 to {@value #MOST_CODES} levels that come {@value #ROWS_PER_CODE} times each
 *       on average: a passenger class, a month. In a run of {@value #BLOCK} or more neighbouring integer columns of which fewer than half are such (the
 *       pixels of an image, counts of one kind) none is.
 *   <li>Other numbers: NUMERIC.
 *   <li>Text, nearly all different (more than 95%): FREE_TEXT if long, else IDENTIFIER. Long text (more than {@value #LONG_TEXT} characters on average) that
 *       rarely repeats: FREE_TEXT. Other text: CATEGORICAL, however many levels.
 * </ol>
 */
final class FeatureRules {
    /** Expected repetitions among random integers that make their absence a design: chance would do it once in exp(8), about 3,000. */
    static final int COLLISIONS = 8;

    /** More levels than these are a quantity; 12 are the months. */
    static final int MOST_CODES = 12;

    /** Rows of each level on average. */
    static final int ROWS_PER_CODE = 20;

    /** Neighbouring integer columns that are judged together. */
    static final int BLOCK = 8;

    /** Characters on average. */
    static final int LONG_TEXT = 50;

    private static final double NEARLY_ALL = 0.95;
    private static final double RARELY_REPEATS = 0.5;
    private static final int FEWEST_FOR_IDENTIFIER = 3;
    private static final Pattern ID_NAME =
            Pattern.compile("(?i:id|.*[_ .-]id|uuid|guid|row[_ ]?(number|num|id|index)|index)|.*[a-z]I[dD]");
    private static final List<Set<String>> YES_AND_NO = List.of(
            Set.of("true", "false"), Set.of("t", "f"), Set.of("yes", "no"), Set.of("y", "n"), Set.of("on", "off"));

    private final Set<String> notCodes = new HashSet<>();

    FeatureRules(TableProfile profile) {
        List<ColumnProfile> columns = profile.columns();
        int begin = 0;
        for (int end = 0; end <= columns.size(); end++) {
            if (end == columns.size() || !isInteger(columns.get(end))) {
                judge(columns.subList(begin, end));
                begin = end + 1;
            }
        }
    }

    private void judge(List<ColumnProfile> block) {
        long varying = block.stream().filter(column -> column.distinct() > 2).count();
        long codes = block.stream().filter(FeatureRules::looksLikeCode).count();
        if (block.size() >= BLOCK && 2 * codes < varying) {
            block.forEach(column -> notCodes.add(column.name()));
        }
    }

    ColumnSchema decide(ColumnProfile column) {
        return switch (column.content()) {
            case EMPTY -> schema(column, ColumnKind.EMPTY, "no value in any row");
            case NUMBER -> column.distinct() <= 1 && column.missing() == 0 ? constant(column) : number(column);
            case DATE -> column.distinct() == 1 && column.missing() == 0 ? constant(column) : date(column);
            case BOOLEAN ->
                column.distinct() == 1 && column.missing() == 0
                        ? constant(column)
                        : schema(column, ColumnKind.BOOLEAN, "true or false");
            case TEXT -> column.distinct() == 1 && column.missing() == 0 ? constant(column) : text(column);
        };
    }

    private static ColumnSchema constant(ColumnProfile column) {
        return schema(
                column,
                ColumnKind.CONSTANT,
                "always "
                        + (column.samples().isEmpty()
                                ? "the same"
                                : Display.text(column.samples().get(0))));
    }

    private ColumnSchema number(ColumnProfile column) {
        if (isIdentifier(column)) {
            return schema(column, ColumnKind.IDENTIFIER, "every integer is different, as in row numbers or keys");
        }
        if (looksLikeCode(column) && !notCodes.contains(column.name())) {
            return schema(column, ColumnKind.CODE, range(column) + ", " + column.distinct() + " levels");
        }
        return schema(column, ColumnKind.NUMERIC, range(column));
    }

    private static boolean isInteger(ColumnProfile column) {
        return column.content() == Content.NUMBER && column.integer() && column.nonFinite() == 0;
    }

    private static boolean isIdentifier(ColumnProfile column) {
        double n = column.present();
        if (!isInteger(column) || column.distinct() != column.present() || n < FEWEST_FOR_IDENTIFIER) {
            return false;
        }
        double range = column.maximum() - column.minimum() + 1;
        return n * (n - 1) / (2 * range) >= COLLISIONS
                || ID_NAME.matcher(column.name()).matches();
    }

    private static boolean looksLikeCode(ColumnProfile column) {
        return isInteger(column)
                && column.distinct() >= 3
                && column.distinct() <= MOST_CODES
                && column.minimum() >= 0
                && column.minimum() <= 2
                && column.maximum() - column.minimum() + 1 == column.distinct()
                && column.present() >= ROWS_PER_CODE * column.distinct();
    }

    private static ColumnSchema text(ColumnProfile column) {
        if (column.distinct() == 2 && isYesAndNo(column.samples())) {
            return schema(column, ColumnKind.BOOLEAN, "yes or no");
        }
        double different = (double) column.distinct() / column.present();
        boolean isLong = column.averageLength() > LONG_TEXT;
        if (isLong && different > RARELY_REPEATS) {
            return schema(
                    column,
                    ColumnKind.FREE_TEXT,
                    "long text, " + Math.round(column.averageLength()) + " characters on average");
        }
        String odd = column.notNumber();
        String almost = odd == null ? "" : "; most cells are numbers, but one is \"" + Display.text(odd) + "\"";
        if (different > NEARLY_ALL && column.present() >= FEWEST_FOR_IDENTIFIER) {
            String how = column.distinct() == column.present()
                    ? "every text is different"
                    : "nearly every text is different";
            return schema(column, ColumnKind.IDENTIFIER, how + almost);
        }
        return schema(column, ColumnKind.CATEGORICAL, column.distinct() + " levels" + almost);
    }

    private static boolean isYesAndNo(List<String> levels) {
        Set<String> lower = new HashSet<>();
        levels.forEach(level -> lower.add(level.toLowerCase(Locale.ROOT)));
        return YES_AND_NO.contains(lower);
    }

    /** A column of dates, read as they are written. */
    private static ColumnSchema date(ColumnProfile column) {
        ColumnSchema date = schema(column, ColumnKind.DATE, dates(column));
        return new ColumnSchema(date.name(), date.kind(), date.text(), date.note(), column.dateFormat());
    }

    /** How dates are written: "dates", "dates such as 31/05/2024". */
    static String dates(ColumnProfile column) {
        DateFormat format = column.dateFormat();
        if (format != DateFormat.STANDARD) {
            return "dates such as " + format.example();
        }
        return column.assumedOrder().isEmpty() ? "dates" : "dates, taken " + column.assumedOrder();
    }

    private static ColumnSchema schema(ColumnProfile column, ColumnKind kind, String note) {
        boolean text = kind.isText() || !kind.isFeature() && column.content() == Content.TEXT;
        String missing = column.missing() > 0 && kind.isFeature() ? ", " + column.missing() + " missing" : "";
        return new ColumnSchema(column.name(), kind, text, note + missing);
    }

    /** "integer 0 to 100", "0.5 to 7". */
    static String range(ColumnProfile column) {
        return (column.integer() ? "integer " : "") + number(column.minimum()) + " to " + number(column.maximum());
    }

    /** What a column holds: "text with 3 levels". */
    static String words(ColumnProfile column) {
        return switch (column.content()) {
            case EMPTY -> "nothing";
            case NUMBER ->
                column.integer()
                        ? "integers with " + column.distinct() + " distinct values"
                        : "numbers with " + column.distinct() + " distinct values";
            case BOOLEAN -> "true and false";
            case DATE -> "dates";
            case TEXT -> "text with " + column.distinct() + " levels";
        };
    }

    /** A number as people write it. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "nothing";
        }
        double size = Math.abs(value);
        return size != 0 && (size >= 1e15 || size < 1e-4)
                ? Double.toString(value)
                : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
