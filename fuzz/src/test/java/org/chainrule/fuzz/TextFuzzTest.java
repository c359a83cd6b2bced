package org.chainrule.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.chainrule.likelihood.Likelihoods;
import org.chainrule.metric.Metrics;
import org.chainrule.network.Activation;
import org.chainrule.optim.Optimizer;
import org.chainrule.optim.Optimizers;
import org.chainrule.schedule.LearningRateSchedule;
import org.chainrule.schedule.Schedules;
import org.chainrule.tabular.error.Display;
import org.chainrule.tabular.error.ShellText;
import org.chainrule.text.Call;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules, schedules, likelihoods, activations, metrics and encodings as they are written in options, and text that is shown. */
class TextFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                        Optimizers.all().stream().map(Optimizers::spec),
                        Schedules.all().stream().map(Schedules::spec),
                        Optimizers.NAMES.stream(),
                        Likelihoods.NAMES.stream(),
                        Stream.of(
                                "leakyrelu(0.1)",
                                "elu(1)",
                                "huber(1)",
                                "quantile(0.1,0.5,0.9)",
                                "warmup(0.05,cosine(0.01))"))
                .flatMap(texts -> texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void call(byte[] bytes) {
        Reading.timed(() -> check(new String(bytes, StandardCharsets.UTF_8)));
    }

    private static void check(String text) {
        Call call = Reading.orIllegal(() -> Call.parse(text));
        if (call != null) {
            Call again = Call.parse(call.toString());
            assertEquals(call.toString(), again.toString());
        }
        Optimizer optimizer = Reading.orIllegal(() -> Optimizers.parse(text));
        if (optimizer != null) {
            assertEquals(optimizer, Optimizers.parse(Optimizers.spec(optimizer)));
        }
        LearningRateSchedule schedule = Reading.orIllegal(() -> Schedules.parse(text));
        if (schedule != null) {
            assertEquals(schedule, Schedules.parse(Schedules.spec(schedule)));
        }
        Reading.orIllegal(() -> Activation.parse(text));
        Reading.orIllegal(() -> Likelihoods.parse(text));
        Reading.orIllegal(() -> Metrics.parse(text));
        String shown = Display.text(text);
        if (!shown.isBlank()) {
            Reading.checkMessage(shown);
        }
        assertEquals(true, shown.codePointCount(0, shown.length()) <= 6 * Display.LIMIT + 3);
        ShellText.quoted(text);
    }
}
