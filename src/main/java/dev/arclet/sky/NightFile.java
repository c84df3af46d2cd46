package dev.arclet.sky;

import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.night.NightWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Writes a simulated night: the alerts in an Avro container, the truth in a table beside it, both in the order of
 * time. The files depend on the plan only, not on the number of threads.
 */
public final class NightFile {
    private static final int BLOCK = 50;

    private final NightSimulator simulator;

    /** A night's file. */
    public NightFile(NightPlan plan) {
        this.simulator = new NightSimulator(plan);
    }

    private record Made(byte[] packet, String truthRow, boolean lens) {}

    /**
     * Simulates and writes.
     *
     * @param night the container; the truth goes to {@link NightWriter#truthFile}
     * @param threads to simulate with
     * @param progress hears how many alerts are written
     * @return alerts of lenses
     */
    public long write(Path night, int threads, LongConsumer progress) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (NightWriter alerts = NightWriter.create(night, WirePacket.SCHEMA_ID, new ClasspathSchemas());
                BufferedWriter truth = Files.newBufferedWriter(NightWriter.truthFile(night))) {
            truth.write(NightAlert.TRUTH_HEADER + "\n");
            return writeAll(pool, threads, alerts, truth, progress);
        } catch (ExecutionException e) {
            throw new IllegalStateException("can't simulate: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private long writeAll(
            ExecutorService pool, int threads, NightWriter alerts, BufferedWriter truth, LongConsumer progress)
            throws IOException, InterruptedException, ExecutionException {
        long total = simulator.plan().alerts();
        long lenses = 0;
        // A few blocks ahead keep the threads busy; more would only take memory.
        Deque<Future<List<Made>>> ahead = new ArrayDeque<>();
        long next = 0;
        long written = 0;
        while (written < total) {
            while (next < total && ahead.size() < 2 * threads) {
                long from = next;
                next = Math.min(total, from + BLOCK);
                long to = next;
                ahead.add(pool.submit(() -> block(from, to)));
            }
            for (Made made : ahead.remove().get()) {
                alerts.write(made.packet());
                truth.write(made.truthRow() + "\n");
                lenses += made.lens() ? 1 : 0;
                written++;
            }
            progress.accept(written);
        }
        return lenses;
    }

    private List<Made> block(long from, long to) {
        List<Made> block = new ArrayList<>();
        for (long index = from; index < to; index++) {
            NightAlert made = simulator.alert(index);
            block.add(new Made(
                    WirePacket.of(made.alert()), made.truthRow(), made.truth().lens()));
        }
        return block;
    }
}
