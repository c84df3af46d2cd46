package dev.arclet.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one worker did, for {@link PoolStats} and for Micrometer. Thread-safe. */
final class WorkerTally {
    /** What can go wrong with a batch or a trial; in lower case the tag {@code cause} of {@code arclet.worker.failures}. */
    enum Failure {
        /** The worker was not there, or its answer did not come in time. */
        GONE,
        /** It said, or threw, that it could not. */
        ERROR,
        /** It answered without one usable score. */
        NO_SCORE,
        /** It answered with scores for some of the pictures. */
        PARTIAL,
        /** It has not come back. */
        STALL
    }

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
    private final Map<Failure, Counter> failureMeters = new EnumMap<>(Failure.class);
    private final Counter rejectedMeter;
    private final Counter retryMeter;
    private final Counter hedgeMeter;
    private final Counter lateMeter;
    private final Counter returnMeter;
    private final Gauge inServiceMeter;
    private final Gauge inFlightMeter;

    WorkerTally(String worker, int maxBatch, Circuit circuit, InHand inHand, MeterRegistry meters) {
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
        for (Failure failure : Failure.values()) {
            failureMeters.put(failure, failureCounter(failure, meters));
        }
        this.rejectedMeter = counter("arclet.worker.rejected", "Pictures found impossible to score", meters);
        this.retryMeter = counter("arclet.worker.retries", "Pictures given back to be tried again", meters);
        this.hedgeMeter = counter("arclet.worker.hedges", "Batches given to another worker as well", meters);
        this.lateMeter = counter("arclet.worker.late", "Scores that came after another worker's, not used", meters);
        this.returnMeter = counter("arclet.worker.returns", "Times that it came back into service", meters);
        this.inFlightMeter = Gauge.builder(
                        "arclet.worker.in.flight", inHand, hand -> hand.batch().size())
                .description("Pictures that the worker has")
                .tag("worker", worker)
                .strongReference(true)
                .register(meters);
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

    private Counter failureCounter(Failure failure, MeterRegistry meters) {
        return Counter.builder("arclet.worker.failures")
                .description("Batches and trials that failed")
                .tag("worker", worker)
                .tag("cause", failure.name().toLowerCase(Locale.ROOT))
                .register(meters);
    }

    /** A batch came back. */
    void answered(int batchSize, long nanos) {
        batchesBySize.incrementAndGet(batchSize);
        busyNanos.add(nanos);
        sizeMeter.record(batchSize);
        timeMeter.record(nanos, TimeUnit.NANOSECONDS);
    }

    void scored(int scores) {
        pictures.add(scores);
        pictureMeter.increment(scores);
    }

    void failed(Failure failure) {
        failures.increment();
        failureMeters.get(failure).increment();
    }

    void retried(int pictures) {
        retryMeter.increment(pictures);
    }

    void hedged() {
        hedgeMeter.increment();
    }

    void late(int scores) {
        lateMeter.increment(scores);
    }

    void returned() {
        returnMeter.increment();
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
        List<Meter> all = new ArrayList<>(failureMeters.values());
        Collections.addAll(
                all,
                sizeMeter,
                timeMeter,
                pictureMeter,
                rejectedMeter,
                retryMeter,
                hedgeMeter,
                lateMeter,
                returnMeter,
                inServiceMeter,
                inFlightMeter);
        return all;
    }
}
