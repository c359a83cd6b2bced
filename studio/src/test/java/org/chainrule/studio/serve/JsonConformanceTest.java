package org.chainrule.studio.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.studio.serve.Serving.Reply;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every case of JSONTestSuite as the body of a request: y_ is read (and may be no row), n_ is refused, i_ is either; each gets an answer. */
@Timeout(60)
class JsonConformanceTest {
    @TempDir
    Path folder;

    @Test
    void everyCaseIsAnswered() throws Exception {
        Path cases = Shared.path("conformance/json");
        Path file = Serving.saved(Serving.classes(folder, 1), folder.resolve("c.chainrule"));
        try (Serving serving = Serving.of(file);
                Stream<Path> all = Files.list(cases)) {
            List<Path> files = all.filter(path -> path.toString().endsWith(".json")).sorted().toList();
            assertTrue(files.size() > 200, "found " + files.size());
            for (Path path : files) {
                String name = String.valueOf(path.getFileName());
                Reply reply = serving.bytes("/predict", Files.readAllBytes(path));
                boolean parsed = reply.status() == 200 || !reply.body().contains("JSON in the request body, found");
                assertTrue(reply.status() == 200 || reply.status() == 400, name + ": " + reply.status());
                // deeper than 64 levels and the same key twice are JSON, and refused by the rule of security.md
                boolean ours = reply.body().contains("twice in one object") || reply.body().contains("Document nesting depth");
                if (name.startsWith("y_")) {
                    assertTrue(parsed || ours, name + ": " + reply.body());
                } else if (name.startsWith("n_")) {
                    assertEquals(400, reply.status(), name);
                    assertFalse(parsed, name + ": " + reply.body());
                }
            }
            assertEquals(List.of(), serving.defects);
            assertEquals(200, serving.text("/predict", "{\"color\":\"red\"}").status());
        }
    }
}
