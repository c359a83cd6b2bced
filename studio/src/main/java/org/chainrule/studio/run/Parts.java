package org.chainrule.studio.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dear parts of a frame: layers, surfaces, outcome. Each is made anew only so often that all together take at most a third of the time, and within a play
 * those that take long are made on a thread of their own from a copy of the weights.
 */
final class Parts implements AutoCloseable {
    /** All parts of a run together take at most one over this of the time. */
    private static final int SHARE = 3;
    /** What may be made between two steps, so that a play at 30 frames a second does not stutter. */
    private static final long BETWEEN_NANOS = 11_000_000;

    private final List<Part> parts = new ArrayList<>();
    private final Painter painter;
    private final int share;
    private long serial;
    private long generation;

    /** A part: how it is made, what it was last, and what that took. */
    private static final class Part {
        final String name;
        final Function<Snapshot, @Nullable Object> maker;

        @Nullable
        Object value;

        long step = -1;
        long serial;
        long cost;
        long made = Long.MIN_VALUE / 2;

        Part(String name, Function<Snapshot, @Nullable Object> maker) {
            this.name = name;
            this.maker = maker;
        }
    }

    /** What a maker gave. */
    private record Made(Part part, @Nullable Object value, long cost) {}

    /**
     * No parts yet.
     *
     * @param name  of the thread
     * @param share all parts together take at most one over this of the time
     */
    Parts(String name, int share) {
        this.share = share;
        painter = new Painter(name + "-frames");
    }

    /** The parts of a run. */
    static Parts of(Subject subject, LayerTrees layers, @Nullable Surfaces surfaces, String name) {
        Parts parts = new Parts(name, SHARE).with("layers", layers::of);
        return surfaces != null
                ? parts.with("surface", surfaces::surface).with("unitSurfaces", surfaces::unitSurfaces)
                : parts.with("outcome", new Outcome(subject, layers.parameters())::of);
    }

    /** One part more, of which a frame has what the maker makes of a snapshot, on any thread. */
    Parts with(String name, Function<Snapshot, @Nullable Object> maker) {
        parts.add(new Part(name, maker));
        return this;
    }

    /** What was made is of another course of the run. */
    void outdate() {
        generation++;
        parts.forEach(part -> part.step = -1);
    }

    /** Makes all parts of the training as it stands, here and now. */
    void complete(Standing standing) {
        List<Part> old =
                parts.stream().filter(part -> part.step != standing.lookStep()).toList();
        Snapshot snapshot = old.isEmpty() ? null : standing.look();
        if (snapshot != null) {
            generation++;
            make(snapshot, old).forEach(made -> keep(made, snapshot.step()));
        }
    }

    /** Makes what is due in a play. */
    void refresh(Standing standing, long now) {
        if (painter.busy()) {
            return;
        }
        List<Part> due = parts.stream()
                .filter(part -> part.step != standing.lookStep() && now - part.made >= part.cost * share * parts.size())
                .toList();
        Snapshot snapshot = due.isEmpty() ? null : standing.look();
        if (snapshot == null) {
            return;
        }
        if (due.stream().mapToLong(part -> part.cost).sum() <= BETWEEN_NANOS) {
            make(snapshot, due).forEach(made -> keep(made, snapshot.step()));
        } else {
            long asked = generation;
            painter.paint(() -> make(snapshot, due), results -> {
                if (asked == generation) {
                    results.forEach(made -> keep(made, snapshot.step()));
                }
            });
        }
    }

    /** Whether something is being made. */
    boolean busy() {
        return painter.busy();
    }

    /** Takes over what the other thread has made. */
    void collect() {
        painter.collect();
    }

    private static List<Made> make(Snapshot snapshot, List<Part> which) {
        List<Made> results = new ArrayList<>();
        for (Part part : which) {
            long started = System.nanoTime();
            Object value = part.maker.apply(snapshot);
            results.add(new Made(part, value, System.nanoTime() - started));
        }
        return results;
    }

    private void keep(Made made, long step) {
        Part part = made.part();
        part.value = made.value();
        part.step = step;
        part.serial = ++serial;
        part.cost = part.made < 0 && part.cost == 0 ? made.cost() : (part.cost + made.cost()) / 2;
        part.made = System.nanoTime();
    }

    /** The newest of all parts. */
    long serial() {
        return serial;
    }

    /** Adds the parts that are newer than a serial number. */
    void addTo(Map<String, @Nullable Object> frame, long newerThan) {
        for (Part part : parts) {
            if (part.serial > newerThan) {
                frame.put(part.name, part.value);
                if (part.name.equals("layers")) {
                    frame.put("layersStep", part.step);
                }
            }
        }
    }

    @Override
    public void close() {
        painter.close();
    }
}
