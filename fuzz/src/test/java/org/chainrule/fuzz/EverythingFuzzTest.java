package org.chainrule.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** All targets but the slow one in one process: how the build fuzzes for a moment. The first byte of an input says for which target it is. */
class EverythingFuzzTest {
    private static final String SLOW = "TableFuzzTest";
    private static final List<Target> TARGETS = targets();

    /** A method that takes the bytes, and the object that it belongs to. */
    private record Target(Object test, Method method) {
        void run(byte[] input) throws Throwable {
            try {
                method.invoke(test, (Object) input);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        @SuppressWarnings("unchecked")
        Stream<byte[]> seeds() {
            try {
                String source = method.getAnnotation(MethodSource.class).value()[0];
                Method seeds = test.getClass().getDeclaredMethod(source);
                seeds.setAccessible(true);
                return (Stream<byte[]>) seeds.invoke(null);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Stream<byte[]> seeds() {
        return IntStream.range(0, TARGETS.size()).boxed().flatMap(number -> TARGETS.get(number)
                .seeds()
                .filter(seed -> seed.length < 10_000)
                .limit(60)
                .map(seed -> {
                    byte[] input = new byte[seed.length + 1];
                    input[0] = number.byteValue();
                    System.arraycopy(seed, 0, input, 1, seed.length);
                    return input;
                }));
    }

    @MethodSource("seeds")
    @FuzzTest
    void everything(byte[] input) throws Throwable {
        if (input.length > 0) {
            TARGETS.get((input[0] & 0xff) % TARGETS.size()).run(Arrays.copyOfRange(input, 1, input.length));
        }
    }

    private static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        try {
            Path root = Path.of(EverythingFuzzTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith("FuzzTest.class"))
                        .sorted()
                        .toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    if (type != EverythingFuzzTest.class
                            && !type.getSimpleName().equals(SLOW)) {
                        targets.addAll(targets(type));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        assertEquals(true, targets.size() > 10, "targets are found by their classes");
        return targets;
    }

    private static List<Target> targets(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object test = constructor.newInstance();
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(FuzzTest.class))
                .sorted(Comparator.comparing(Method::getName))
                .peek(method -> method.setAccessible(true))
                .map(method -> new Target(test, method))
                .toList();
    }
}
