package org.chainrule.bench;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The picture of {@link ShardStudy}: for each table and preset the metric against the number of shards, a line for each way to train; the mean over the seeds. */
final class ShardStudyChart {
    private static final int COLUMNS = 3;

    /** The values of the seeds, by shards, by way. */
    private record Panel(String metric, Map<String, TreeMap<Integer, List<Double>>> ways) {}

    private final Map<String, Panel> panels = new LinkedHashMap<>();

    /** Takes a point in; one without a value is left out. */
    void add(String title, String metric, String way, int shards, String value) {
        Panel panel = panels.computeIfAbsent(title, name -> new Panel(metric, new LinkedHashMap<>()));
        if (!value.isEmpty()) {
            panel.ways()
                    .computeIfAbsent(way, name -> new TreeMap<>())
                    .computeIfAbsent(shards, number -> new ArrayList<>())
                    .add(Double.valueOf(value));
        }
    }

    private static XYChart chart(String title, Panel panel) {
        XYChart chart = new XYChartBuilder()
                .width(460)
                .height(420)
                .title(title)
                .xAxisTitle("shards")
                .yAxisTitle(panel.metric())
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        panel.ways().forEach((way, points) -> {
            double[] x =
                    points.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
            double[] y = points.values().stream()
                    .mapToDouble(values -> values.stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(Double.NaN))
                    .toArray();
            chart.addSeries(way, x, y);
        });
        return chart;
    }

    /** Writes shards.png into a folder. */
    Path save(Path folder) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        panels.forEach((title, panel) -> {
            if (!panel.ways().isEmpty()) {
                charts.add(chart(title, panel));
            }
        });
        int columns = Math.min(COLUMNS, charts.size());
        Path file = folder.resolve("shards.png");
        BitmapEncoder.saveBitmap(
                charts,
                (charts.size() + columns - 1) / columns,
                columns,
                file.toString(),
                BitmapEncoder.BitmapFormat.PNG);
        return file;
    }
}
