package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.chainrule.fuzz.Reading;
import org.chainrule.fuzz.Seeds;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON, as every reader of the project parses it. */
class JsonFuzzTest {
    static Stream<byte[]> seeds() {
        return Seeds.shared("conformance/json", ".json");
    }

    /** What parses is written, and parses to the same; the written text is written again as it is. */
    @MethodSource("seeds")
    @FuzzTest
    void json(byte[] text) {
        Reading.timed(() -> {
            Object[] parsed = Reading.orRefused(() -> new Object[] {Json.parse(text, "the input")});
            if (parsed == null) {
                return;
            }
            String written = Json.write(parsed[0]);
            Object again = Json.parse(written);
            assertEquals(parsed[0], again);
            assertEquals(written, Json.write(again));
            assertEquals(again, Json.parse(Json.writePretty(again).getBytes(StandardCharsets.UTF_8)));
            Json.parse(Json.writeForPage(again));
        });
    }
}
