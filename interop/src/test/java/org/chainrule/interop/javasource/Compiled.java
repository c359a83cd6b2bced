package org.chainrule.interop.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.chainrule.tabular.model.Model;
import org.chainrule.tabular.model.Predictions;

/** An exported class, compiled with all warnings as errors and with nothing on the class path, and loaded where it can see the JDK alone. */
final class Compiled {
    private final Class<?> type;
    private final Object instance;

    private Compiled(Class<?> type) throws ReflectiveOperationException {
        this.type = type;
        this.instance = type.getDeclaredConstructor().newInstance();
    }

    /** Compiles and loads. */
    static Compiled of(Path dir, JavaSource source) {
        return all(dir, List.of(source)).get(0);
    }

    /** Compiles several at once, which is faster. */
    static List<Compiled> all(Path dir, List<JavaSource> sources) {
        try {
            List<String> arguments = new ArrayList<>(
                    List.of("--release", "17", "-Xlint:all", "-Werror", "-encoding", "US-ASCII", "-d", dir.toString()));
            for (JavaSource source : sources) {
                Path file = dir.resolve("src").resolve(source.className().replace('.', '/') + ".java");
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, source.text(), StandardCharsets.US_ASCII);
                arguments.add(file.toString());
                if (!source.weightsName().isEmpty()) {
                    Path beside =
                            dir.resolve(source.className().replace('.', '/')).resolveSibling(source.weightsName());
                    Files.createDirectories(Objects.requireNonNull(beside.getParent()));
                    Files.write(beside, source.weights());
                }
            }
            compile(arguments);
            URLClassLoader loader =
                    new URLClassLoader(new URL[] {dir.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            List<Compiled> compiled = new ArrayList<>();
            for (JavaSource source : sources) {
                compiled.add(new Compiled(loader.loadClass(source.className())));
            }
            return compiled;
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(List<String> arguments) {
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
        StringWriter messages = new StringWriter();
        List<String> files = arguments.stream()
                .filter(argument -> argument.endsWith(".java"))
                .toList();
        List<String> options = arguments.stream()
                .filter(argument -> !argument.endsWith(".java"))
                .toList();
        var manager = compiler.getStandardFileManager(null, null, null);
        boolean success = compiler.getTask(
                        messages, manager, null, options, null, manager.getJavaFileObjectsFromStrings(files))
                .call();
        assertEquals("", messages.toString());
        assertEquals(true, success);
    }

    /** Calls a public method of the class. */
    Object call(String name, Object row) {
        try {
            Method method = type.getMethod(name, row.getClass());
            return Objects.requireNonNull(method.invoke(instance, row));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row of a map; refusals of the class come as they are. */
    Object row(Map<String, ?> cells) {
        try {
            Class<?> rowType = type.getClassLoader().loadClass(type.getName() + "$Row");
            return Objects.requireNonNull(rowType.getMethod("of", Map.class).invoke(null, cells));
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class itself. */
    Class<?> type() {
        return type;
    }

    /** The object. */
    Object instance() {
        return instance;
    }

    /** Asserts the same bits as the model, for every row. */
    void assertSame(Model model, List<? extends Map<String, ?>> rows) {
        Predictions expected = model.predict(rows);
        for (int r = 0; r < rows.size(); r++) {
            Object row = row(rows.get(r));
            String where = type.getName() + ", row " + r + ": " + rows.get(r);
            if (model.classes().isEmpty()) {
                bits(new double[] {expected.value(r)}, new double[] {(double) call("value", row)}, where);
                if (!expected.levels().isEmpty()) {
                    bits(expected.quantiles()[r], (double[]) call("quantiles", row), where);
                }
                if (expected.standardDeviations().length > 0) {
                    double deviation = (double) call("standardDeviation", row);
                    bits(new double[] {expected.standardDeviations()[r]}, new double[] {deviation}, where);
                }
            } else {
                bits(expected.probabilities()[r], (double[]) call("probabilities", row), where);
                assertEquals(expected.label(r), call("label", row), where);
            }
        }
    }

    private static void bits(double[] expected, double[] found, String where) {
        assertEquals(expected.length, found.length, where);
        for (int k = 0; k < found.length; k++) {
            int number = k;
            assertEquals(
                    Double.doubleToLongBits(expected[k]),
                    Double.doubleToLongBits(found[k]),
                    () -> where + ", number " + number + ": expected " + expected[number] + ", found " + found[number]);
        }
    }
}
