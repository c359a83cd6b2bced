package org.chainrule.tabular.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;

/** The JSON suite as descriptions of a model file whose checksum is right: each is refused, as JSON or as a description, in one line. */
class DescriptionConformanceTest {
    private static final List<String> AB = List.of("a", "b");

    @Test
    void everyCaseIsRefusedForWhatItIs() throws IOException {
        Safetensors good = Safetensors.read(Models.bytes(Models.classifier(AB, new Categorical(0))), "x");
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        try (Stream<Path> files = Files.list(Shared.path("conformance/json"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                String text = text(Files.readAllBytes(file));
                if (text == null) {
                    continue; // no text of a metadata value has such bytes; the header's own test reads them
                }
                cases++;
                boolean json = refusedAsJson(ModelFileTest.forged(good, before -> text, good.tensors()));
                if (name.startsWith("y_") && json || name.startsWith("n_") && !json) {
                    wrong.add(name);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(cases > 150, "the suite is there: " + cases);
    }

    /** The text, null if the bytes are not UTF-8. */
    private static @org.jspecify.annotations.Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean refusedAsJson(byte[] file) {
        UserException refused = assertThrows(UserException.class, () -> ModelFile.read(file, "x"));
        String message = String.valueOf(refused.getMessage());
        assertEquals(1, message.lines().count(), message);
        return message.contains("JSON");
    }
}
