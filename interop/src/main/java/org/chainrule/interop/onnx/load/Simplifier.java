package org.chainrule.interop.onnx.load;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.interop.assemble.WeightedLayer;
import org.chainrule.interop.onnx.load.Piece.Affine;
import org.chainrule.interop.onnx.load.Piece.Block;
import org.chainrule.interop.onnx.load.Piece.Product;
import org.chainrule.interop.onnx.load.Piece.Whole;

/**
 * From pieces to layers: an affine map of every unit goes into the dense layer before it, else into the one behind it; one that has no dense layer beside it becomes a
 * trainable scale, or a diagonal dense layer if it shifts.
 */
final class Simplifier {
    private Simplifier() {}

    static List<WeightedLayer> layers(List<Piece> pieces) {
        List<Piece> folded = new ArrayList<>();
        for (Piece piece : pieces) {
            Piece before = folded.isEmpty() ? null : folded.get(folded.size() - 1);
            if (piece instanceof Affine affine) {
                if (affine.isIdentity()) {
                    continue;
                } else if (before instanceof Product product) {
                    folded.set(folded.size() - 1, after(product, affine));
                } else if (before instanceof Affine first) {
                    folded.set(folded.size() - 1, both(first, affine));
                } else {
                    folded.add(affine);
                }
            } else if (piece instanceof Product product && before instanceof Affine affine) {
                folded.set(folded.size() - 1, before(affine, product));
            } else {
                folded.add(piece);
            }
        }
        return folded.stream().map(Simplifier::layer).toList();
    }

    private static WeightedLayer layer(Piece piece) {
        if (piece instanceof Whole whole) {
            return whole.layer();
        } else if (piece instanceof Product product) {
            return product.bias().length == 0
                    ? WeightedLayer.dense(product.weight(), product.out())
                    : WeightedLayer.dense(product.weight(), product.bias());
        } else if (piece instanceof Block block) {
            return WeightedLayer.residual(layers(block.body()));
        }
        Affine affine = (Affine) piece;
        return affine.shifts() ? diagonal(affine) : WeightedLayer.scale(affine.scale());
    }

    private static WeightedLayer diagonal(Affine affine) {
        int n = affine.scale().length;
        double[] weight = new double[Math.multiplyExact(n, n)];
        for (int i = 0; i < n; i++) {
            weight[i * n + i] = affine.scale()[i];
        }
        return WeightedLayer.dense(weight, affine.shift());
    }

    /** (h W + b) ⊙ s + t = h (W diag(s)) + (b ⊙ s + t). */
    private static Product after(Product product, Affine affine) {
        int out = product.out();
        double[] weight = product.weight().clone();
        for (int e = 0; e < weight.length; e++) {
            weight[e] *= affine.scale()[e % out];
        }
        if (product.bias().length == 0 && !affine.shifts()) {
            return new Product(weight, product.bias(), product.in(), out);
        }
        double[] bias = affine.shift().clone();
        for (int j = 0; j < product.bias().length; j++) {
            bias[j] += product.bias()[j] * affine.scale()[j];
        }
        return new Product(weight, bias, product.in(), out);
    }

    /** (h ⊙ s + t) W + b = h (diag(s) W) + (t W + b). */
    private static Product before(Affine affine, Product product) {
        int out = product.out();
        double[] weight = product.weight().clone();
        double[] bias = product.bias().length == 0 ? new double[out] : product.bias().clone();
        for (int i = 0; i < product.in(); i++) {
            for (int j = 0; j < out; j++) {
                bias[j] += affine.shift()[i] * weight[i * out + j];
                weight[i * out + j] *= affine.scale()[i];
            }
        }
        return new Product(
                weight, product.bias().length == 0 && !affine.shifts() ? product.bias() : bias, product.in(), out);
    }

    private static Affine both(Affine first, Affine second) {
        int n = first.scale().length;
        double[] scale = new double[n];
        double[] shift = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = first.scale()[i] * second.scale()[i];
            shift[i] = first.shift()[i] * second.scale()[i] + second.shift()[i];
        }
        return new Affine(scale, shift);
    }
}
