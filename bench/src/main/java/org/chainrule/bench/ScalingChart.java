package org.chainrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The picture of {@link Scaling}: a column for each axis, speed above and memory below, all on logarithmic scales. */
final class ScalingChart {
    private final List<XYChart> speed = new ArrayList<>();
    private final List<XYChart> memory = new ArrayList<>();

    void add(String axis, int[] values, Scaling.Result[] results) {
        XYChart above = chart(axis, "rows/s");
        series(above, "rows/s", values, results, Scaling.Result::rowsPerSecond);
        speed.add(above);
        XYChart below = chart(axis, "MB");
        series(below, "live heap", values, results, Scaling.Result::heap);
        series(below, "peak resident", values, results, Scaling.Result::resident);
        memory.add(below);
    }

    private static XYChart chart(String axis, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(420)
                .height(320)
                .title(unit + " against " + axis)
                .xAxisTitle(axis)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setLegendVisible(unit.equals("MB"));
        return chart;
    }

    private static void series(
            XYChart chart,
            String name,
            int[] values,
            Scaling.Result[] results,
            ToDoubleFunction<Scaling.Result> quantity) {
        double[] x = java.util.Arrays.stream(values).asDoubleStream().toArray();
        // A logarithmic axis has no place for the 0 of a system that does not tell.
        double[] y = Stream.of(results)
                .mapToDouble(result -> Math.max(1e-3, quantity.applyAsDouble(result)))
                .toArray();
        chart.addSeries(name, x, y);
    }

    /** Writes scaling.png into a folder. */
    Path save(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<XYChart> all = new ArrayList<>(speed);
        all.addAll(memory);
        Path file = folder.resolve("scaling.png");
        BitmapEncoder.saveBitmap(all, 2, speed.size(), file.toString(), BitmapEncoder.BitmapFormat.PNG);
        return file;
    }
}
