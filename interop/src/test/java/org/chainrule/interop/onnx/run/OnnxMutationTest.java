package org.chainrule.interop.onnx.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.interop.onnx.OnnxCases;
import org.chainrule.interop.onnx.OnnxModel;
import org.chainrule.interop.onnx.OnnxReader;
import org.chainrule.interop.onnx.OnnxTensor;
import org.chainrule.interop.onnx.OnnxValue;
import org.chainrule.random.CounterRandom;
import org.chainrule.tabular.error.UserException;
import org.chainrule.testing.Shared;
import org.junit.jupiter.api.Test;

/** The suite's models with a few bytes changed, cut or doubled: read and computed, or refused in one line, and nothing else. */
class OnnxMutationTest {
    private static final int ROUNDS = Integer.getInteger("chainrule.onnx.mutations", 30);
    private static final EvaluationLimits LIMITS = new EvaluationLimits(1 << 16, 1 << 22);

    @Test
    void everyMutantIsReadOrRefused() throws IOException {
        Set<String> found = new TreeSet<>();
        int read = 0;
        int computed = 0;
        List<OnnxCases.Case> cases = OnnxCases.all();
        for (int c = 0; c < cases.size(); c++) {
            OnnxCases.Case one = cases.get(c);
            Path file = Shared.path("conformance/onnx/" + one.name() + "/model.onnx");
            byte[] bytes = Files.readAllBytes(file);
            List<OnnxTensor> inputs;
            try {
                inputs = one.inputs();
            } catch (UserException e) {
                continue;
            }
            for (int round = 0; round < ROUNDS; round++) {
                byte[] mutant = mutant(bytes, c, round);
                try {
                    OnnxModel model = OnnxReader.read(mutant, "mutant");
                    read++;
                    OnnxEvaluator.of(model).run(inputs(model, inputs), LIMITS);
                    computed++;
                } catch (UserException e) {
                    assertEquals(1, e.getMessage().lines().count());
                } catch (RuntimeException e) {
                    StackTraceElement at = e.getStackTrace()[0];
                    for (StackTraceElement el : e.getStackTrace()) {
                        if (el.getClassName().startsWith("org.chainrule")) {
                            at = el;
                            break;
                        }
                    }
                    found.add(e + " at " + at + " " + one.name());
                }
            }
        }
        System.out.println("read " + read + " computed " + computed);
        found.forEach(System.out::println);
        assertEquals(Set.of(), found);
    }

    private static Map<String, OnnxTensor> inputs(OnnxModel model, List<OnnxTensor> given) {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        int next = 0;
        for (OnnxValue input : model.graph().inputs()) {
            if (next < given.size() && !model.graph().initializers().containsKey(input.name())) {
                inputs.put(input.name(), given.get(next++));
            }
        }
        return inputs;
    }

    private static byte[] mutant(byte[] bytes, int stream, int round) {
        CounterRandom random = new CounterRandom(((long) stream << 32) + round);
        List<Byte> changed = new ArrayList<>();
        for (byte b : bytes) {
            changed.add(b);
        }
        int changes = 1 + round % 3;
        for (int i = 0; i < changes && !changed.isEmpty(); i++) {
            long bits = random.bits(i);
            int at = (int) ((bits >>> 8) % changed.size() + changed.size()) % changed.size();
            int value = (int) (bits >>> 40) & 0xFF;
            switch ((int) (bits & 7)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, (byte) value);
                case 2 -> changed.set(at, (byte) (changed.get(at) + 1));
                case 3 -> changed.set(at, (byte) (changed.get(at) - 1));
                case 4 -> changed.set(at, (byte) 0xFF);
                case 5 -> changed.set(at, (byte) 0);
                default -> changed.set(at, (byte) (changed.get(at) ^ 1 << (value & 7)));
            }
        }
        byte[] mutant = new byte[changed.size()];
        for (int i = 0; i < mutant.length; i++) {
            mutant[i] = changed.get(i);
        }
        return mutant;
    }
}
