package org.chainrule.tabular.encode;

import static org.chainrule.tabular.encode.MemoryTable.first;
import static org.chainrule.tabular.encode.MemoryTable.numbers;
import static org.chainrule.tabular.encode.MemoryTable.texts;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.tabular.schema.ColumnKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTest {
    private static final int ROWS = 600;
    private static final int TRAINING = 400;
    private static final EncoderOptions OPTIONS = EncoderOptions.defaults().withLevels(40, 16);

    /** One column of every kind; the rows from {@code changedFrom} on depend on {@code salt}. */
    static MemoryTable mixed(int rows, int changedFrom, long salt) {
        double[] amount = new double[rows];
        double[] code = new double[rows];
        double[] date = new double[rows];
        String[] town = new String[rows];
        String[] street = new String[rows];
        String[] member = new String[rows];
        for (int i = 0; i < rows; i++) {
            CounterRandom random = CounterRandom.of(i < changedFrom ? 1 : salt, CounterRandom.Stream.SAMPLE, i);
            amount[i] = random.below(0, 10) == 0
                    ? Double.NaN
                    : StrictMath.exp(3 * random.normal(1)) * (i < changedFrom ? 1 : salt);
            code[i] = random.below(5, 6) + (i < changedFrom ? 0 : salt);
            date[i] = random.below(6, 12) == 0 ? Double.NaN : 1e9 * random.uniform(7);
            town[i] =
                    random.below(8, 9) == 0 ? null : "Ort " + random.below(9, 20) + (i < changedFrom ? "" : "ß" + salt);
            street[i] = "Straße " + random.below(10, 90) * (i < changedFrom ? 1 : salt);
            member[i] = random.below(11, 2) == 0 ? "yes" : "no";
        }
        return new MemoryTable(rows)
                .with(ColumnKind.NUMERIC, numbers("amount", amount))
                .with(ColumnKind.CODE, numbers("code", code))
                .with(ColumnKind.IDENTIFIER, texts("id", member))
                .with(ColumnKind.DATE, numbers("date", date))
                .with(ColumnKind.CATEGORICAL, texts("town", town))
                .with(ColumnKind.CATEGORICAL, texts("street", street))
                .with(ColumnKind.BOOLEAN, texts("member", member));
    }

    private static Encoder fit(MemoryTable table, int rows, EncoderOptions options) {
        return Encoder.fit(table, table.schema(), first(rows), options);
    }

    @ParameterizedTest
    @EnumSource(NumericTransform.class)
    void onlyTrainingRowsAreRead(NumericTransform transform) {
        EncoderOptions options = OPTIONS.withNumeric(transform, 0);
        Encoder one = fit(mixed(ROWS, TRAINING, 2), TRAINING, options);
        assertEquals(one, fit(mixed(ROWS, TRAINING, 3), TRAINING, options));
        assertNotEquals(one, fit(mixed(ROWS, TRAINING - 1, 3), TRAINING, options));
        assertEquals(
                List.of("amount", "code", "date", "town", "street", "member"),
                one.columns().stream().map(ColumnEncoding::column).toList());
    }

    @Test
    void namesAndWidthAgree() {
        Encoder encoder = fit(mixed(ROWS, ROWS, 2), ROWS, OPTIONS);
        assertEquals(
                2 + 7 + 7 + 1 + 21 + 17 + 1 + 1,
                encoder.width() + 0,
                encoder.featureNames().toString());
        assertEquals(encoder.width(), encoder.featureNames().size());
        assertEquals(encoder.width(), encoder.featureNames().stream().distinct().count());
    }

    @Test
    void aRowAloneIsTheSameBitsAsInTheTable() {
        MemoryTable table = mixed(ROWS, TRAINING, 2);
        Encoder encoder = fit(table, TRAINING, OPTIONS);
        BoundEncoder bound = encoder.bind(table);
        float[] wanted = new float[encoder.width()];
        float[] found = new float[encoder.width() + 3];
        for (int row = 0; row < ROWS; row++) {
            bound.encode(row, wanted, 0);
            Arrays.fill(found, Float.NaN);
            encoder.bind(single(table, row)).encode(0, found, 3);
            assertArrayEquals(wanted, Arrays.copyOfRange(found, 3, found.length), "row " + row);
            for (float number : wanted) {
                assertTrue(Math.abs(number) <= 65536, "row " + row);
            }
        }
    }

    /** One row in a table of its own, its columns in reverse order. */
    private static MemoryTable single(MemoryTable table, int row) {
        MemoryTable single = new MemoryTable(1);
        for (int i = table.columns().size() - 1; i >= 0; i--) {
            ColumnKind kind = table.schema().columns().get(i).kind();
            if (table.columns().get(i) instanceof MemoryTable.Numbers column) {
                single.with(kind, numbers(column.name(), column.value(row)));
            } else if (table.columns().get(i) instanceof MemoryTable.Texts column) {
                int code = column.code(row);
                single.with(
                        kind,
                        texts(
                                column.name(),
                                code < 0 ? null : column.dictionary().get(code)));
            }
        }
        return single;
    }

    @ParameterizedTest
    @EnumSource(NumericTransform.class)
    void oneRowIsEnough(NumericTransform transform) {
        MemoryTable table = mixed(ROWS, ROWS, 2);
        Encoder encoder = fit(table, 1, OPTIONS.withNumeric(transform, 0));
        assertEquals(6, encoder.width());
        float[] out = new float[6];
        for (int row = 0; row < ROWS; row++) {
            encoder.bind(table).encode(row, out, 0);
            assertArrayEquals(new float[6], out, "what never varied in training is 0");
        }
        assertThrows(IllegalArgumentException.class, () -> fit(table, 0, OPTIONS));
    }

    @Test
    void aMissingColumnIsNamedWithItsNeighbours() {
        MemoryTable table = mixed(10, 10, 2);
        Encoder encoder = fit(table, 10, OPTIONS);
        MemoryTable other = new MemoryTable(1)
                .with(ColumnKind.NUMERIC, numbers("Amount ", 1))
                .with(ColumnKind.NUMERIC, numbers("amonut", 1))
                .with(ColumnKind.NUMERIC, numbers("weight", 1));
        UserException missing = assertThrows(UserException.class, () -> encoder.bind(other));
        assertEquals(UserException.Kind.DATA, missing.kind());
        assertEquals(
                "column 'amount' is missing from the table; did you mean 'Amount ' or 'amonut'? Rename it",
                missing.getMessage());
        UserException alone = assertThrows(UserException.class, () -> encoder.bind(new MemoryTable(0)));
        assertTrue(alone.getMessage().contains("0 columns"), alone.getMessage());
    }

    @Test
    void tenThousandColumns() {
        MemoryTable table = new MemoryTable(3);
        for (int i = 0; i < 10_000; i++) {
            table.with(ColumnKind.NUMERIC, numbers("c" + i, i, i + 1, Double.NaN));
        }
        Encoder encoder = fit(table, 2, OPTIONS);
        float[] out = new float[10_000];
        encoder.bind(table).encode(1, out, 0);
        for (float number : out) {
            assertEquals(1, number);
        }
    }
}
