package org.chainrule.spark.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import org.chainrule.spark.plan.Medians;

/** Where the time of a round's job goes, as Spark itself sees it: for each kind of job the medians of its phases, in milliseconds. */
final class RoundAccount extends SparkListener {
    private final Map<String, Map<String, List<Double>>> phases = new LinkedHashMap<>();
    private String job = "";
    private long begun;
    private long firstLaunch;
    private long lastFinish;
    private long gettingResult;
    private final List<Long> runs = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();
    private final List<Long> deserialize = new ArrayList<>();
    private final List<Long> serialize = new ArrayList<>();
    private final List<Long> collector = new ArrayList<>();

    static RoundAccount of(SparkContext context) {
        RoundAccount account = new RoundAccount();
        context.addSparkListener(account);
        return account;
    }

    @Override
    public synchronized void onJobStart(SparkListenerJobStart start) {
        String description = String.valueOf(start.properties().getProperty("spark.job.description"));
        job = description.startsWith("Chainrule round") ? "round" : description.contains("round takes") ? "trial" : "";
        begun = start.time();
        firstLaunch = Long.MAX_VALUE;
        lastFinish = 0;
        gettingResult = 0;
        List.of(runs, deserialize, serialize, collector).forEach(List::clear);
        cpu.clear();
    }

    @Override
    public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
        TaskInfo info = end.taskInfo();
        TaskMetrics metrics = end.taskMetrics();
        firstLaunch = Math.min(firstLaunch, info.launchTime());
        lastFinish = Math.max(lastFinish, info.finishTime());
        gettingResult =
                Math.max(gettingResult, info.gettingResult() ? info.finishTime() - info.gettingResultTime() : 0);
        runs.add(metrics.executorRunTime());
        cpu.add(metrics.executorCpuTime() * 1e-6);
        deserialize.add(metrics.executorDeserializeTime());
        serialize.add(metrics.resultSerializationTime());
        collector.add(metrics.jvmGCTime());
    }

    @Override
    public synchronized void onJobEnd(SparkListenerJobEnd end) {
        if (job.isEmpty() || runs.isEmpty()) {
            return;
        }
        add("job", end.time() - begun);
        add("launch", firstLaunch - begun);
        add("tasks", lastFinish - firstLaunch);
        add("end", end.time() - lastFinish);
        add("run, longest", runs.stream().mapToLong(r -> r).max().orElse(0));
        add("run, mean", runs.stream().mapToLong(r -> r).average().orElse(0));
        add("cpu", cpu.stream().mapToDouble(r -> r).average().orElse(0));
        add("in", deserialize.stream().mapToLong(r -> r).max().orElse(0));
        add("out", serialize.stream().mapToLong(r -> r).max().orElse(0));
        add("result", gettingResult);
        add("gc", collector.stream().mapToLong(r -> r).max().orElse(0));
    }

    private void add(String phase, double millis) {
        phases.computeIfAbsent(job, j -> new LinkedHashMap<>())
                .computeIfAbsent(phase, p -> new ArrayList<>())
                .add(millis);
    }

    /** What was seen since the last look, as text. */
    synchronized String taken() {
        String text = phases.entrySet().stream()
                .map(kind -> kind.getKey() + ": "
                        + kind.getValue().entrySet().stream()
                                .map(p -> String.format(Locale.ROOT, "%s %.0f", p.getKey(), Medians.of(p.getValue())))
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        phases.clear();
        return text;
    }
}
