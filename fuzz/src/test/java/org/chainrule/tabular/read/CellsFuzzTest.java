package org.chainrule.tabular.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.Seeds;
import org.chainrule.tabular.schema.DateFormat;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cell of text means: a missing value, a number, a date of any format. */
class CellsFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(
                Arrays.stream(DateFormat.values())
                        .map(format -> format.example().getBytes(StandardCharsets.UTF_8)),
                Seeds.texts(
                        " NA ",
                        "1e400",
                        "-.5E-3",
                        "+inf",
                        "Infinity",
                        "1_000",
                        "2024-05-31T08:15:30.25+02:00",
                        "31.5.2024 8:15",
                        "2024/02/30",
                        "Sept. 5, 2020"));
    }

    @MethodSource("seeds")
    @FuzzTest
    void cell(byte[] bytes) {
        Reading.timed(() -> check(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static void check(String text) {
        String clean = CleanText.clean(text);
        assertEquals(clean, CleanText.clean(clean));
        if (Numbers.isNumber(clean)) {
            assertFalse(Double.isNaN(Numbers.parse(clean)));
        }
        boolean some = false;
        for (DateFormat format : DateFormat.values()) {
            OptionalDouble seconds = Dates.seconds(format, clean);
            if (seconds.isPresent()) {
                some = true;
                assertTrue(Math.abs(seconds.getAsDouble()) < 1e12, clean);
            }
        }
        assertTrue(some || !Dates.isDate(clean), clean);
    }
}
