package org.chainrule.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerTeamTest {
    private record Pieces(int pieces, IntConsumer work) implements WorkerTeam.Stage {
        @Override
        public void run(int piece) {
            work.accept(piece);
        }
    }

    @Test
    void everyPieceRunsOnceHoweverManyThreadsThereAre() {
        for (int threads : new int[] {1, 2, 3, 5}) {
            try (WorkerTeam team = new WorkerTeam(threads)) {
                assertEquals(threads, team.threads());
                for (int pieces : new int[] {0, 1, 2, 3, 7, 100, 1000}) {
                    AtomicIntegerArray runs = new AtomicIntegerArray(1000);
                    team.run(new Pieces(pieces, runs::incrementAndGet));
                    for (int piece = 0; piece < 1000; piece++) {
                        assertEquals(
                                piece < pieces ? 1 : 0,
                                runs.get(piece),
                                "piece " + piece + " of " + pieces + " on " + threads);
                    }
                }
            }
        }
    }

    @Test
    void theWorkIsShared() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        try (WorkerTeam team = new WorkerTeam(3)) {
            for (int round = 0; round < 1000 && seen.size() < 3; round++) {
                team.run(new Pieces(30, piece -> {
                    seen.add(Thread.currentThread());
                    Thread.yield();
                }));
            }
        }
        assertEquals(3, seen.size());
    }

    @Test
    void manyShortRoundsUnderContentionSeeEachOthersWrites() {
        long[] values = new long[64];
        try (WorkerTeam team = new WorkerTeam(4)) {
            for (int round = 0; round < 3000; round++) {
                // Every piece reads what another thread may have written in the round before; plain memory, so order
                // matters
                long[] before = values.clone();
                team.run(new Pieces(64, piece -> values[piece] = before[(piece + 1) % 64] + 1));
            }
        }
        for (long value : values) {
            assertEquals(3000, value);
        }
    }

    @Test
    void anExceptionReachesTheCallerOnceNoThreadWorksAnyMore() {
        try (WorkerTeam team = new WorkerTeam(3)) {
            for (int round = 0; round < 300; round++) {
                AtomicInteger working = new AtomicInteger();
                IllegalArgumentException thrown = new IllegalArgumentException("piece " + round);
                int bad = round % 20;
                IllegalArgumentException caught = assertThrows(
                        IllegalArgumentException.class,
                        () -> team.run(new Pieces(20, piece -> {
                            working.incrementAndGet();
                            try {
                                if (piece == bad) {
                                    throw thrown;
                                }
                                Thread.yield();
                            } finally {
                                working.decrementAndGet();
                            }
                        })));
                assertSame(thrown, caught);
                assertEquals(0, working.get(), "a thread still works on a stage that has been given up");
                AtomicInteger runs = new AtomicInteger();
                team.run(new Pieces(20, piece -> runs.incrementAndGet()));
                assertEquals(20, runs.get(), "the team is usable after a failure");
            }
        }
    }

    @Test
    void errorsReachTheCallerToo() {
        try (WorkerTeam team = new WorkerTeam(2)) {
            StackOverflowError error = new StackOverflowError();
            assertSame(
                    error,
                    assertThrows(
                            StackOverflowError.class,
                            () -> team.run(new Pieces(8, piece -> {
                                throw error;
                            }))));
        }
    }

    @Test
    void closeEndsTheThreads() throws InterruptedException {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        WorkerTeam team = new WorkerTeam(3);
        for (int round = 0; round < 1000 && workers.size() < 3; round++) {
            team.run(new Pieces(30, piece -> {
                workers.add(Thread.currentThread());
                Thread.yield();
            }));
        }
        workers.remove(Thread.currentThread());
        assertEquals(2, workers.size());
        for (Thread worker : workers) {
            assertTrue(worker.isDaemon(), "a forgotten team must not keep the JVM alive");
        }
        team.close();
        for (Thread worker : workers) {
            worker.join(10_000);
            assertFalse(worker.isAlive());
        }
        assertThrows(IllegalStateException.class, () -> team.run(new Pieces(2, piece -> {})));
    }
}
