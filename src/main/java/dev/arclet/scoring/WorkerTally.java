package dev.arclet.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one worker did, for {@link PoolStats} and for Micrometer. Thread-safe. */
final class WorkerTally {
    private final String worker;
    private final Circuit circuit;
    private final AtomicLongArray batchesBySize;
    private final LongAdder pictures = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    private final DistributionSummary sizeMeter;
    private final Timer timeMeter;
    private final Counter pictureMeter;
    private final Counter failureMeter;
    private final Counter rejectedMeter;
    private final Gauge inServiceMeter;

    WorkerTally(String worker, int maxBatch, Circuit circuit, MeterRegistry meters) {
        this.worker = worker;
        this.circuit = circuit;
        this.batchesBySize = new AtomicLongArray(maxBatch + 1);
        this.sizeMeter = DistributionSummary.builder("arclet.pool.batch.size")
                .description("Pictures in a batch that a worker answered")
                .tag("worker", worker)
                .publishPercentileHistogram()
                .minimumExpectedValue(1.0)
                .maximumExpectedValue((double) maxBatch)
                .register(meters);
        this.timeMeter = Timer.builder("arclet.worker.service.time")
                .description("From handing a batch to the worker to its answer")
                .tag("worker", worker)
                .publishPercentileHistogram()
                .register(meters);
        this.pictureMeter = counter("arclet.worker.pictures", "Pictures scored", meters);
        this.failureMeter = counter("arclet.worker.failures", "Batches and trials that failed", meters);
        this.rejectedMeter = counter("arclet.worker.rejected", "Pictures found impossible to score", meters);
        this.inServiceMeter = Gauge.builder("arclet.worker.in.service", circuit, c -> c.inService() ? 1 : 0)
                .description("1 while the worker gets batches, 0 while it is out after failures")
                .tag("worker", worker)
                .strongReference(true)
                .register(meters);
    }

    private Counter counter(String name, String description, MeterRegistry meters) {
        return Counter.builder(name)
                .description(description)
                .tag("worker", worker)
                .register(meters);
    }

    void scored(int batchSize, int scores, long nanos) {
        batchesBySize.incrementAndGet(batchSize);
        pictures.add(scores);
        busyNanos.add(nanos);
        sizeMeter.record(batchSize);
        timeMeter.record(nanos, TimeUnit.NANOSECONDS);
        pictureMeter.increment(scores);
    }

    void failed() {
        failures.increment();
        failureMeter.increment();
    }

    void rejected() {
        rejected.increment();
        rejectedMeter.increment();
    }

    PoolStats.WorkerStats stats() {
        SortedMap<Integer, Long> histogram = new TreeMap<>();
        for (int size = 1; size < batchesBySize.length(); size++) {
            long batches = batchesBySize.get(size);
            if (batches > 0) {
                histogram.put(size, batches);
            }
        }
        return new PoolStats.WorkerStats(
                worker,
                circuit.inService(),
                histogram,
                pictures.sum(),
                busyNanos.sum(),
                failures.sum(),
                rejected.sum());
    }

    List<Meter> meters() {
        return List.of(sizeMeter, timeMeter, pictureMeter, failureMeter, rejectedMeter, inServiceMeter);
    }
}
