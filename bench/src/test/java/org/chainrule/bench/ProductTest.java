package org.chainrule.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chainrule.kernel.KernelSelection;
import org.chainrule.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is timed is the product that it claims to be. */
class ProductTest {
    static Stream<ProductShape> shapes() {
        return Stream.of(ProductShape.Kind.values())
                .flatMap(kind -> Stream.of(
                        new ProductShape(kind, 5, 16, 64),
                        new ProductShape(kind, 32, 48, 80),
                        new ProductShape(kind, 33, 272, 256)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isTheChainOfTheDefinition(ProductShape shape) {
        Product fast = new Product(KernelSelection.select(), shape);
        fast.run();
        assertArrayEquals(shape.expected(), fast.result());
        Product scalar = new Product(Kernels.scalar(), shape);
        scalar.run();
        assertArrayEquals(shape.expected(), scalar.result());
    }

    @Test
    void thereAre72Shapes() {
        Set<ProductShape> shapes = Set.copyOf(ProductShape.all());
        assertEquals(72, shapes.size());
        assertTrue(shapes.contains(new ProductShape(ProductShape.Kind.BACKWARD, 1024, 784, 256)));
        assertEquals(2.0 * 1024 * 784 * 256, new ProductShape(ProductShape.Kind.BACKWARD, 1024, 784, 256).flop());
    }

    /** measure() itself throws if the results differ; the libraries that a machine lacks are left out. */
    @Test
    void theLibrariesAgree() {
        List<Blas> blas = Blas.available(new ArrayList<>());
        for (ProductShape.Kind kind : ProductShape.Kind.values()) {
            var measured = OpenBlasComparison.measure(
                    KernelSelection.select(), blas, new ProductShape(kind, 32, 48, 64), 1, 1e-4);
            assertEquals(2 + blas.size(), measured.contenders().size());
            assertTrue(measured.median(0) > 0);
        }
    }

    @Test
    void elementwiseKernelsAllRun() {
        Set<String> ran = new TreeSet<>();
        for (String name : ElementwiseKernel.NAMES) {
            ElementwiseKernel kernel = ElementwiseKernel.named(KernelSelection.select(), name);
            kernel.work().run();
            assertTrue(kernel.elements() >= ElementwiseKernel.LENGTH / 2, name);
            ran.add(kernel.name());
        }
        assertEquals(new TreeSet<>(ElementwiseKernel.NAMES), ran);
    }
}
