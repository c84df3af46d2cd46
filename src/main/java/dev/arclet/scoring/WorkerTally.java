package dev.arclet.scoring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final String worker;
    private final Circuit circuit;
    private final InHand inHand;
    private final AtomicLongArray batchesBySize;
    private final LongAdder pictures = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder busyNanos = new LongAdder();

    private final DistributionSummary sizeMeter;
    private final Timer timeMeter;
    private final Counter pictureMeter;
    private final Map<FailureCause, Counter> failureMeters = new EnumMap<>(FailureCause.class);
    private final Counter rejectedMeter;
    private final Counter retryMeter;
    private final Counter hedgeMeter;
    private final Counter lateMeter;
    private final Counter restartMeter;
    private final Gauge inServiceMeter;
    private final List<Gauge> circuitMeters;
    private final Gauge inFlightMeter;

    WorkerTally(String worker, int maxBatch, Circuit circuit, InHand inHand, MeterRegistry meters) {
        this.worker = worker;
        this.circuit = circuit;
        this.inHand = inHand;
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
        for (FailureCause failure : FailureCause.values()) {
            failureMeters.put(failure, failureCounter(failure, meters));
        }
        this.rejectedMeter = counter("arclet.worker.rejected", "Pictures found impossible to score", meters);
        this.retryMeter = counter("arclet.worker.retries", "Pictures given back to be tried again", meters);
        this.hedgeMeter = counter("arclet.worker.hedges", "Batches given to another worker as well", meters);
        this.lateMeter = counter("arclet.worker.late", "Scores that came after another worker's, not used", meters);
        this.restartMeter = counter("arclet.worker.restarts", "Times that it came back into service", meters);
        this.inFlightMeter = Gauge.builder(
                        "arclet.worker.in.flight", inHand, hand -> hand.batch().size())
                .description("Pictures that the worker has")
                .tag("worker", worker)
                .strongReference(true)
                .register(meters);
        this.circuitMeters = Arrays.stream(Circuit.State.values())
                .map(state -> circuitGauge(state, meters))
                .toList();
        this.inServiceMeter = Gauge.builder("arclet.worker.in.service", circuit, c -> c.inService() ? 1 : 0)
                .description("1 while the worker gets batches, 0 while it is out after failures")
                .tag("worker", worker)
                .strongReference(true)
                .register(meters);
    }

    /** One gauge a state, of which one is 1 and the others 0. */
    private Gauge circuitGauge(Circuit.State state, MeterRegistry meters) {
        return Gauge.builder("arclet.worker.circuit", circuit, c -> c.state() == state ? 1 : 0)
                .description("1 for the state that the worker's circuit is in")
                .tag("worker", worker)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .strongReference(true)
                .register(meters);
    }

    private Counter counter(String name, String description, MeterRegistry meters) {
        return Counter.builder(name)
                .description(description)
                .tag("worker", worker)
                .register(meters);
    }

    private Counter failureCounter(FailureCause failure, MeterRegistry meters) {
        return Counter.builder("arclet.worker.failures")
                .description("Batches and trials that failed")
                .tag("worker", worker)
                .tag("cause", failure.tag())
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

    void failed(FailureCause failure) {
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

    void cameBack() {
        restartMeter.increment();
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
        long now = System.nanoTime();
        return new PoolStats.WorkerStats(
                worker,
                circuit.inService(),
                Duration.ofNanos(circuit.nanosOut(now)),
                Duration.ofNanos(inHand.nanosBusy(now)),
                histogram,
                pictures.sum(),
                busyNanos.sum(),
                failures.sum(),
                rejected.sum());
    }

    List<Meter> meters() {
        List<Meter> all = new ArrayList<>(failureMeters.values());
        all.addAll(circuitMeters);
        Collections.addAll(
                all,
                sizeMeter,
                timeMeter,
                pictureMeter,
                rejectedMeter,
                retryMeter,
                hedgeMeter,
                lateMeter,
                restartMeter,
                inServiceMeter,
                inFlightMeter);
        return all;
    }
}
