package org.chainrule.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.chainrule.network.ParameterLayout;
import org.chainrule.network.ParameterLayout.Role;
import org.chainrule.network.ParameterLayout.Slice;
import org.chainrule.optim.ParameterGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterGroupsTest {
    @Test
    void unlessNamedOnlyWeightsDecay() {
        for (Role role : Role.values()) {
            assertEquals(
                    role == Role.WEIGHT ? new ParameterGroup(1, 1) : new ParameterGroup(1, 0),
                    ParameterGroups.DEFAULT.group(role));
        }
    }

    @Test
    void textReadsBack() {
        for (String text : List.of("default", "bias=0.1:0", "weight=0.5:2,bias=0.1:0,gain=6:36")) {
            assertEquals(text, ParameterGroups.parse(text).spec());
        }
        ParameterGroups groups = ParameterGroups.parse(" gain = 6 : 36 , bias=0.1:0");
        assertEquals("bias=0.1:0,gain=6:36", groups.spec());
        assertEquals(new ParameterGroup(6, 36), groups.group(Role.GAIN));
        assertEquals(ParameterGroup.WEIGHTS, groups.group(Role.WEIGHT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bias|expected role=learningRateFactor:decayFactor
            bias=1|expected role=learningRateFactor:decayFactor
            bias:1=2|expected role=learningRateFactor:decayFactor
            bias=1:0,|found ''
            bia=1:0|weight, bias, gain
            running_mean=1:0|weight, bias, gain
            bias=x:0|bias must be a number, found 'x'
            bias=-1:0|learningRateFactor must be finite and not negative
            bias=1:-1|decayFactor must be finite and not negative
            bias=1:0,bias=1:0|given twice
            """)
    void errorsSayWhatIsPossible(String text, String part) {
        String message = assertThrows(IllegalArgumentException.class, () -> ParameterGroups.parse(text))
                .getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void theScheduleMultipliesTheDecayAndNothingElse() {
        StepGroups groups = new StepGroups(ParameterGroups.parse("weight=0.5:2,bias=0.1:0"));
        List<Slice> slices = new ParameterLayout(Trainings.everyLayer()).parameters();
        Slice weight = slices.get(0);
        Slice bias = slices.get(1);
        ParameterGroup configured = groups.of(weight);
        assertEquals(new ParameterGroup(0.5, 2), configured);
        groups.decay(0.25);
        assertEquals(new ParameterGroup(0.5, 0.5), groups.of(weight));
        assertEquals(new ParameterGroup(0.1, 0), groups.of(bias));
        groups.decay(0);
        assertEquals(new ParameterGroup(0.5, 0), groups.of(weight));
        groups.decay(1);
        assertSame(configured, groups.of(weight));
    }
}
