package org.chainrule.interop.javasource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.likelihood.Categorical;
import org.chainrule.likelihood.Gaussian;
import org.chainrule.likelihood.GaussianWithVariance;
import org.chainrule.likelihood.Likelihood;
import org.chainrule.likelihood.Quantile;
import org.chainrule.tabular.encode.ClassTarget;
import org.chainrule.tabular.encode.ColumnEncoding;
import org.chainrule.tabular.encode.RobustNumeric;
import org.chainrule.tabular.encode.TargetCurve;
import org.chainrule.tabular.encode.TargetTransform;
import org.chainrule.tabular.encode.ValueTarget;
import org.chainrule.tabular.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every encoding of columns and targets gives the bits of the encoder as Java source, for cells of every kind. */
class ExportedEncoderTest {
    @TempDir
    private Path dir;

    @Test
    void everyEncoding() {
        Model model = EveryEncoding.model(
                EveryEncoding.encodings(),
                new ClassTarget("y", List.of("A", "b\"", "\u00e7\ud83d\ude00\\u000a")),
                new Categorical(0),
                3);
        Compiled.of(dir, JavaExport.source(model, "p", "Every")).assertSame(model, EveryEncoding.rows(model, 120));
    }

    @Test
    void eachEncodingAloneCompiles() {
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        for (ColumnEncoding encoding : EveryEncoding.encodings()) {
            Model model = EveryEncoding.model(List.of(encoding), new ValueTarget("y", 3, 2), new Gaussian(), 1);
            models.add(model);
            sources.add(JavaExport.source(model, "p", "Alone" + models.size()));
        }
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), EveryEncoding.rows(models.get(i), 40));
        }
    }

    @Test
    void everyTarget() {
        List<ColumnEncoding> x = List.of(new RobustNumeric("x", 0, 1, 0, false));
        double none = Double.NEGATIVE_INFINITY;
        double infinite = Double.POSITIVE_INFINITY;
        List<TargetCurve> curves = List.of(
                TargetCurve.none(),
                new TargetCurve(TargetTransform.LOG, 0, 1, List.of()),
                new TargetCurve(TargetTransform.ASINH, 2.5, 0.3, List.of()),
                new TargetCurve(TargetTransform.QUANTILE, 0, 1, List.of(-2.0, 0.0, 0.0, 1.0, 5.0, 90.0)),
                new TargetCurve(TargetTransform.QUANTILE, 0, 1, List.of(1.0)));
        List<Model> models = new ArrayList<>();
        List<JavaSource> sources = new ArrayList<>();
        List<Likelihood> likelihoods =
                List.of(new Gaussian(), new GaussianWithVariance(), new Quantile(List.of(0.1, 0.4, 0.8)));
        for (TargetCurve curve : curves) {
            for (Likelihood likelihood : likelihoods) {
                ValueTarget target = models.size() % 2 == 0
                        ? new ValueTarget("y", 0.5, 1.5, curve, none, infinite)
                        : new ValueTarget("y", 0, 1, curve, -1.5, 3);
                models.add(EveryEncoding.model(x, target, likelihood, likelihood.outputs(1)));
                sources.add(JavaExport.source(models.get(models.size() - 1), "p", "Target" + models.size()));
            }
        }
        List<Map<String, Double>> rows = IntStream.range(-40, 41)
                .mapToObj(i -> Map.of("x", i * Math.abs(i) / 9.0))
                .toList();
        List<Compiled> compiled = Compiled.all(dir, sources);
        for (int i = 0; i < models.size(); i++) {
            compiled.get(i).assertSame(models.get(i), rows);
        }
    }
}
