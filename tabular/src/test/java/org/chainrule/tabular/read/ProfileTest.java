package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.chainrule.tabular.read.ColumnProfile.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of columns. */
class ProfileTest {
    @TempDir
    private Path folder;

    private ColumnProfile column(String csv) {
        return Table.read(Cells.file(folder, "p.csv", csv)).profile().columns().get(0);
    }

    @Test
    void integersAndFloats() {
        ColumnProfile integers = column("x,y\n3,a\n-1,b\n ?,c\n3.0,d\n");
        assertEquals(Content.NUMBER, integers.content());
        assertEquals("BIGINT", integers.sqlType());
        assertEquals(4, integers.rows());
        assertEquals(1, integers.missing());
        assertEquals(2, integers.distinct());
        assertEquals(-1, integers.minimum());
        assertEquals(3, integers.maximum());
        assertEquals(List.of("3", "-1", "3.0"), integers.samples());
        ColumnProfile floats = column("x,y\n0.5,a\ninf,b\nnan,c\n");
        assertEquals("DOUBLE", floats.sqlType());
        assertEquals(1, floats.nonFinite());
        assertEquals(1, floats.missing());
        assertEquals(0.5, floats.maximum());
    }

    @Test
    void typeIsThatOfTheWholeFile() {
        ColumnProfile late = column("x,y\n" + "7,a\n".repeat(30_000) + "oops,b\n8,c\n");
        assertEquals(Content.TEXT, late.content());
        assertEquals("oops", late.notNumber());
        assertEquals(30_001 / 30_002.0, late.numberShare());
        assertEquals(3, late.distinct());
        ColumnProfile early = column("x,y\nn.a.,a\n" + "7,a\n".repeat(50) + "8,c\n");
        assertEquals("n.a.", early.notNumber());
        ColumnProfile lateDate = column("x,y\n" + "2024-05-31,a\n".repeat(3_000) + "soon,b\n");
        assertEquals(Content.TEXT, lateDate.content());
        assertEquals(3000 / 3001.0, lateDate.dateShare());
    }

    @Test
    void textAndDates() {
        ColumnProfile text = column("x,y\n a,1\nbbb ,2\na,3\nNA,4\n");
        assertEquals(Content.TEXT, text.content());
        assertEquals(2, text.distinct());
        assertEquals(1, text.missing());
        assertEquals(3, text.maximumLength());
        assertEquals(5 / 3.0, text.averageLength());
        assertNull(text.notNumber());
        ColumnProfile dates = column("x,y\n1970-01-03,1\n1970-01-01 00:00:01,2\nNA,3\n");
        assertEquals(Content.DATE, dates.content());
        assertEquals(1, dates.minimum());
        assertEquals(172_800, dates.maximum());
        assertEquals(Content.EMPTY, column("x,y\nNA,1\n,2\n").content());
    }

    @Test
    void typedColumns() {
        Table table = Table.sql(
                "SELECT * FROM (VALUES (1, 0.5::DOUBLE, true, DATE '1970-01-02', [1, 2]),"
                        + " (NULL, 'nan'::DOUBLE, NULL, NULL, NULL), (2, 'inf'::DOUBLE, false, DATE '1970-01-01', [3])) t(i, f, b, d, l)");
        List<ColumnProfile> columns = table.profile().columns();
        assertEquals(
                List.of(Content.NUMBER, Content.NUMBER, Content.BOOLEAN, Content.DATE, Content.TEXT),
                columns.stream().map(ColumnProfile::content).toList());
        assertEquals(
                List.of(1L, 1L, 1L, 1L, 1L),
                columns.stream().map(ColumnProfile::missing).toList());
        assertEquals(
                List.of(2L, 2L, 2L, 2L, 2L),
                columns.stream().map(ColumnProfile::distinct).toList());
        assertEquals(1, columns.get(1).nonFinite());
        assertEquals(86_400, columns.get(3).maximum());
    }

    @Test
    void headers() {
        Table none = Table.read(Cells.file(folder, "none.csv", "1,2,a\n3,4,b\n"));
        assertEquals(List.of("column0", "column1", "column2"), none.columnNames());
        assertEquals(2, none.profile().rows());
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            texts.append("ab".charAt(i % 2))
                    .append(',')
                    .append("xyz".charAt(i % 3))
                    .append('\n');
        }
        // All text, but the first line comes again below.
        Table levels = Table.read(Cells.file(folder, "levels.csv", texts.toString()));
        assertEquals(List.of("column0", "column1"), levels.columnNames());
        assertEquals(30, levels.profile().rows());
        Table gap = Table.read(Cells.file(folder, "gap.csv", "a,,c\n1,2,3\n4,5,6\n"));
        assertEquals(List.of("a", "column1", "c"), gap.columnNames());
        Table title = Table.read(Cells.file(folder, "title.csv", "a title\nx;y;z\n1;2;3\n4;5;6\n7;8;9\n"));
        assertEquals(List.of("x", "y", "z"), title.columnNames());
        assertEquals(List.of("line 1 is not a row of the table and was skipped: a title"), title.notes());
    }

    @Test
    void quotesThatComeLateAreQuotes() {
        Table table =
                Table.read(Cells.file(folder, "q.csv", "a,b\n" + "1,x\n".repeat(30_000) + "2,\"y, \"\"z\"\"\"\n"));
        List<List<String>> rows = Cells.texts(table);
        assertEquals("y, \"z\"", rows.get(30_000).get(1));
    }

    @Test
    void manyRowsAreProfiledAFewColumnsAtATime() {
        assertEquals(100, Profiler.together(0, 2L << 30));
        assertEquals(100, Profiler.together(100_000, 2L << 30));
        assertEquals(16, Profiler.together(1_000_000, 2L << 30));
        assertEquals(1, Profiler.together(10_000_000, 2L << 30));
        assertEquals(1, Profiler.together(Long.MAX_VALUE, 256L << 20));
    }
}
