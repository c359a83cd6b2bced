package org.chainrule.tabular.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chainrule.tabular.encode.Encoder;

/** The different encoders of a model's members: what one gives serves all members that have it. Immutable. */
final class SharedEncoders {
    private final List<Encoder> encoders;
    private final int[] encoderOf;
    private final int[] order;

    SharedEncoders(List<Member> members) {
        List<Encoder> different = new ArrayList<>();
        Map<Encoder, Integer> numbers = new HashMap<>();
        this.encoderOf = new int[members.size()];
        for (int m = 0; m < encoderOf.length; m++) {
            Encoder encoder = members.get(m).encoder();
            Integer number = numbers.putIfAbsent(encoder, different.size());
            if (number == null) {
                different.add(encoder);
            }
            encoderOf[m] = number == null ? different.size() - 1 : number;
        }
        this.encoders = List.copyOf(different);
        this.order = IntStream.range(0, different.size())
                .flatMap(e -> IntStream.range(0, encoderOf.length).filter(m -> encoderOf[m] == e))
                .toArray();
    }

    /** The encoders; the first member's is the first. */
    List<Encoder> encoders() {
        return encoders;
    }

    /** The position of a member's encoder among them. */
    int of(int member) {
        return encoderOf[member];
    }

    /** Member number i in the order in which predictions are added up, encoder after encoder: the bits of the mean depend on it. */
    int member(int i) {
        return order[i];
    }
}
