package org.chainrule.tabular.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chainrule.network.Activation;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.schema.Task;
import org.chainrule.train.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainOptionsBuilderTest {
    @TempDir
    Path dir;

    /** Searches vary options by way of a builder: a component that it forgets would silently be the default in every network of theirs. */
    @Test
    void aBuilderKeepsEveryOption() throws ReflectiveOperationException {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(Task.class, Task.CLASSIFICATION),
                Map.entry(String.class, "tune"),
                Map.entry(double.class, 0.125),
                Map.entry(Double.class, 0.125),
                Map.entry(int.class, 7),
                Map.entry(Integer.class, 7),
                Map.entry(long.class, 7L),
                Map.entry(List.class, List.of(3)),
                Map.entry(Activation.class, Activation.SELU),
                Map.entry(TargetTransform.class, TargetTransform.LOG),
                Map.entry(Duration.class, Duration.ofSeconds(3)),
                Map.entry(Path.class, Path.of("trials")),
                Map.entry(CheckpointOptions.class, CheckpointOptions.in(Path.of("states"))),
                Map.entry(Precision.class, Precision.FLOAT64),
                Map.entry(Boolean.class, true));
        TrainOptions defaults = TrainOptions.of("y");
        TrainOptionsBuilder builder = TrainOptions.builder("y");
        for (RecordComponent component : TrainOptions.class.getRecordComponents()) {
            if (!component.getName().equals("target")) {
                Object usual = component.getAccessor().invoke(defaults);
                Object other = component.getType() == boolean.class
                        ? Boolean.valueOf(!((Boolean) usual))
                        : component.getType() == org.chainrule.tabular.read.Table.class
                                ? new Reruns(dir).table()
                                : component.getName().equals("drop") ? List.of("x") : samples.get(component.getType());
                Method set = TrainOptionsBuilder.class.getMethod(component.getName(), component.getType());
                set.invoke(builder, other);
            }
        }
        TrainOptions all = builder.build();
        for (RecordComponent component : TrainOptions.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(all);
            if (!component.getName().equals("target")) {
                assertNotEquals(component.getAccessor().invoke(defaults), value, component.getName());
            }
            assertEquals(value, component.getAccessor().invoke(all.toBuilder().build()), component.getName());
        }
    }
}
