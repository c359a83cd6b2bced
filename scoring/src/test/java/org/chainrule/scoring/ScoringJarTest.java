package org.chainrule.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is in the jar, and what is not. */
class ScoringJarTest {
    static final Path JAR = Path.of(System.getProperty("scoring.jar", "target/scoring.jar"));

    private static final int MOST_BYTES = 400_000;

    /** Of the packages of training: the shapes that a model file and a network name, without what trains. */
    private static final Set<String> OF_TRAINING = Set.of(
            "org.chainrule.train.Precision",
            "org.chainrule.train.TrainedNetwork",
            "org.chainrule.optim.Optimizer",
            "org.chainrule.optim.OptimizerState");

    /** What only training calls. */
    private static final Set<String> TRAINING_METHODS = Set.of(
            "update", "backward", "delta", "costsAndDeltas", "gradient", "gradients", "fit", "train", "evaluate");

    private static List<String> classes() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.equals("module-info"))
                    .toList();
        }
    }

    @Test
    void isSmall() throws IOException {
        assertTrue(Files.size(JAR) < MOST_BYTES, Files.size(JAR) + " bytes");
    }

    @Test
    void holdsClassesOfChainruleOnlyAndNothingThatTrains() throws IOException {
        List<String> classes = classes();
        assertTrue(classes.size() > 100, "found " + classes.size() + " classes");
        for (String name : classes) {
            assertTrue(name.startsWith("org.chainrule."), name);
            boolean training = name.startsWith("org.chainrule.train.") || name.startsWith("org.chainrule.optim.");
            assertTrue(!training || OF_TRAINING.contains(name), name);
            for (String other : List.of("schedule.", "data.", "tabular.run.", "tabular.infer.", "tabular.recipe.")) {
                assertTrue(!name.startsWith("org.chainrule." + other), name);
            }
        }
    }

    /** Read with nothing beside the jar, so that a class that is missing would show. */
    @Test
    void noClassHasWhatTrains() throws Exception {
        Set<String> found = new TreeSet<>();
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (String name : classes()) {
                for (Method method : Class.forName(name, false, alone).getDeclaredMethods()) {
                    if (TRAINING_METHODS.contains(method.getName())
                            && !method.getParameterTypes().equals(List.of())
                            && !name.startsWith("org.chainrule.scoring.jackson.")) {
                        found.add(name + "." + method.getName());
                    }
                }
            }
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void isAModuleThatNeedsTheBaseOnly() {
        ModuleDescriptor module =
                ModuleFinder.of(JAR).find("org.chainrule.scoring").orElseThrow().descriptor();
        assertTrue(!module.isAutomatic());
        assertEquals(
                Set.of("java.base"),
                module.requires().stream().map(ModuleDescriptor.Requires::name).collect(Collectors.toSet()));
    }

    /** Every reference of every class is to the jar or to java.base. */
    @Test
    void noClassRefersToAnythingBeyondTheBase() {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int code = jdeps.run(
                new PrintWriter(out), new PrintWriter(out), "--module-path", JAR.toString(), "-s", JAR.toString());
        assertEquals(0, code, out.toString());
        assertEquals("org.chainrule.scoring -> java.base", out.toString().strip());
    }

    @Test
    void saysWhoseWorkIsInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertTrue(jar.getEntry("META-INF/LICENSE") != null && jar.getEntry("META-INF/NOTICE") != null);
        }
    }
}
