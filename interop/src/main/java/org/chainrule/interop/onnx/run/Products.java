package org.chainrule.interop.onnx.run;

import java.util.Arrays;
import java.util.List;
import org.chainrule.interop.onnx.OnnxTensor;

/** Products of matrices, summed in float64 in ascending order. */
final class Products {
    private static final String REALS = "floating-point";

    private Products() {}

    static List<Operator> operators() {
        return List.of(
                Operator.of("MatMul", 1, REALS, Products::matMul), Operator.of("Gemm", 1, REALS, Products::gemm));
    }

    /** Rows of a times columns of b, at offsets in their arrays, into c. */
    private static void multiply(
            double[] a, int aStart, double[] b, int bStart, double[] c, int cStart, int rows, int inner, int columns) {
        for (int i = 0; i < rows; i++) {
            int to = cStart + i * columns;
            for (int k = 0; k < inner; k++) {
                double left = a[aStart + i * inner + k];
                int from = bStart + k * columns;
                for (int j = 0; j < columns; j++) {
                    c[to + j] += left * b[from + j];
                }
            }
        }
    }

    private static OnnxTensor matMul(Call call) {
        OnnxTensor a = call.realInput(0);
        OnnxTensor b = call.realInput(1);
        if (a.type() != b.type() || a.shape().length == 0 || b.shape().length == 0) {
            throw call.refused(
                    "operands of one type with at least one axis",
                    a.type() + Arrays.toString(a.shape()) + " and " + b.type() + Arrays.toString(b.shape()));
        }
        int[] left = a.shape().length == 1 ? new int[] {1, a.shape()[0]} : a.shape();
        int[] right = b.shape().length == 1 ? new int[] {b.shape()[0], 1} : b.shape();
        int rows = left[left.length - 2];
        int inner = left[left.length - 1];
        int columns = right[right.length - 1];
        if (inner != right[right.length - 2]) {
            throw call.refused(
                    "as many columns as rows", Arrays.toString(a.shape()) + " times " + Arrays.toString(b.shape()));
        }
        int[] outerLeft = Arrays.copyOf(left, left.length - 2);
        int[] outerRight = Arrays.copyOf(right, right.length - 2);
        int[] outer = Shapes.broadcast(call, outerLeft, outerRight);
        int[] full = Arrays.copyOf(outer, outer.length + 2);
        full[outer.length] = rows;
        full[outer.length + 1] = columns;
        double[] c = new double[call.allocate(full)];
        spend(call, c.length, inner);
        double[] valuesA = Tensors.reals(a);
        double[] valuesB = Tensors.reals(b);
        int[] ofA = Shapes.broadcastIndices(outerLeft, outer);
        int[] ofB = Shapes.broadcastIndices(outerRight, outer);
        for (int i = 0; i < ofA.length && c.length > 0; i++) {
            multiply(
                    valuesA,
                    ofA[i] * rows * inner,
                    valuesB,
                    ofB[i] * inner * columns,
                    c,
                    i * rows * columns,
                    rows,
                    inner,
                    columns);
        }
        return Tensors.ofReals(a.type(), c, shape(outer, a.shape().length > 1, rows, b.shape().length > 1, columns));
    }

    /** A vector counts as a matrix of one row or column, which is taken away again. */
    private static int[] shape(int[] outer, boolean withRows, int rows, boolean withColumns, int columns) {
        int[] shape = Arrays.copyOf(outer, outer.length + (withRows ? 1 : 0) + (withColumns ? 1 : 0));
        int next = outer.length;
        if (withRows) {
            shape[next++] = rows;
        }
        if (withColumns) {
            shape[next] = columns;
        }
        return shape;
    }

    private static void spend(Call call, long outputs, long inner) {
        call.spend(outputs * inner);
    }

    /** alpha A' B' + beta C. */
    private static OnnxTensor gemm(Call call) {
        OnnxTensor inputA = call.realInput(0);
        OnnxTensor inputB = call.realInput(1);
        if (inputA.type() != inputB.type() || inputA.shape().length != 2 || inputB.shape().length != 2) {
            throw call.refused(
                    "two matrices of one type",
                    inputA.type() + Arrays.toString(inputA.shape()) + " and " + inputB.type()
                            + Arrays.toString(inputB.shape()));
        }
        boolean transposedA = call.flag("transA", false);
        boolean transposedB = call.flag("transB", false);
        int rows = inputA.shape()[transposedA ? 1 : 0];
        int inner = inputA.shape()[transposedA ? 0 : 1];
        int columns = inputB.shape()[transposedB ? 0 : 1];
        if (inner != inputB.shape()[transposedB ? 1 : 0]) {
            throw call.refused(
                    "as many columns as rows",
                    Arrays.toString(inputA.shape()) + (transposedA ? "^T" : "") + " times "
                            + Arrays.toString(inputB.shape()) + (transposedB ? "^T" : ""));
        }
        double[] product = new double[call.allocate(rows, columns)];
        spend(call, product.length, inner);
        multiply(matrix(inputA, transposedA), 0, matrix(inputB, transposedB), 0, product, 0, rows, inner, columns);
        double alpha = call.real("alpha", 1);
        double beta = call.real("beta", 1);
        double[] addend = addend(call, rows, columns);
        for (int i = 0; i < product.length; i++) {
            product[i] = alpha * product[i] + (addend.length == 0 ? 0 : beta * addend[i]);
        }
        return Tensors.ofReals(inputA.type(), product, rows, columns);
    }

    private static double[] matrix(OnnxTensor matrix, boolean transposed) {
        double[] values = Tensors.reals(matrix);
        if (!transposed) {
            return values;
        }
        int[] indices = Shapes.transposed(matrix.shape(), new int[] {1, 0});
        return Arrays.stream(indices).mapToDouble(index -> values[index]).toArray();
    }

    private static double[] addend(Call call, int rows, int columns) {
        if (!call.has(2)) {
            return new double[0];
        }
        OnnxTensor addend = call.realInput(2);
        int[] shape = {rows, columns};
        if (addend.shape().length > 2
                || !Arrays.equals(Shapes.broadcast(call, shape, addend.shape()), shape)
                || addend.type() != call.input(0).type()) {
            throw call.refused(
                    "an addend that is broadcast to " + Arrays.toString(shape),
                    addend.type() + Arrays.toString(addend.shape()));
        }
        double[] values = Tensors.reals(addend);
        return Arrays.stream(Shapes.broadcastIndices(addend.shape(), shape))
                .mapToDouble(index -> values[index])
                .toArray();
    }
}
