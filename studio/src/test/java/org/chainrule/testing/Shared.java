package org.chainrule.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Finds the shared material (data sets, oracles) that lies beside the project and is no part of it. */
public final class Shared {
    private Shared() {}

    /**
     * A file or folder of the shared material. Where it is absent the calling test is skipped, on CI it fails.
     *
     * @param relative such as {@code conformance/numeric/activation_oracle.json}
     * @return the existing path
     */
    public static Path path(String relative) {
        String root = System.getProperty("chainrule.shared", "../../shared");
        Path path = Path.of(root).resolve(relative);
        if (!Files.exists(path)) {
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail("needs ../shared: " + path + " does not exist");
            }
            Assumptions.abort("needs ../shared: " + path + " does not exist");
        }
        return path;
    }
}
