package org.chainrule.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.junit.jupiter.api.Test;

/** How Spark Connect finds stages and makes them. */
class ServicesTest {
    @Test
    void estimatorsAreFound() throws Exception {
        assertEquals(Set.of("ChainruleClassifier", "ChainruleRegressor"), ours(Estimator.class));
    }

    @Test
    void transformersAreFound() throws Exception {
        assertEquals(
                Set.of("ChainruleClassificationModel", "ChainruleRegressionModel", "ChainruleScorer"),
                ours(Transformer.class));
    }

    private static <T extends PipelineStage> Set<String> ours(Class<T> kind) throws Exception {
        Set<Class<?>> found = ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::type)
                .filter(type -> type.getName().startsWith("org.chainrule."))
                .collect(Collectors.toSet());
        for (Class<?> type : found) {
            PipelineStage named =
                    (PipelineStage) type.getConstructor(String.class).newInstance("named");
            PipelineStage one = (PipelineStage) type.getConstructor().newInstance();
            PipelineStage other = (PipelineStage) type.getConstructor().newInstance();
            assertEquals("named", named.uid());
            assertEquals("named", named.params()[0].parent());
            assertNotEquals(one.uid(), other.uid());
        }
        return found.stream().map(Class::getSimpleName).collect(Collectors.toSet());
    }
}
