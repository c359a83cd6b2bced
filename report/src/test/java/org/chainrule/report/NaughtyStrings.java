package org.chainrule.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads the list of naughty strings. */
final class NaughtyStrings {
    private NaughtyStrings() {}

    static List<String> read(Path file) throws IOException {
        var strings = new LinkedHashSet<String>();
        strings.add("<script>document.title='owned'</script>");
        strings.add("\"><img src=x onerror=\"document.title='owned'\">");
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING) {
                    strings.add(parser.getText());
                }
            }
        }
        if (strings.size() < 400) {
            throw new IOException(file + " holds only " + strings.size() + " strings");
        }
        return new ArrayList<>(strings);
    }
}
