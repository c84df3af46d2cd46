package dev.arclet.web.status;

import dev.arclet.latency.LatencyTable;
import dev.arclet.latency.LatencyWindow;
import dev.arclet.scoring.PoolStats;
import dev.arclet.stream.Flow;
import dev.arclet.stream.Ledger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Looks at a pipeline once a second and remembers the last ten minutes. Looking costs some milliseconds, none of them on the road of an
 * alert. Sampling is for one thread; what was sampled can be read by any.
 */
public final class StatusSampler {
    private static final int POINTS = 600;
    /** Rates are over so many looks, for one visit's alerts come all at once. */
    private static final int LOOKS = 5;

    private final Observed observed;
    private final Health health;
    private final LongSupplier wallVersion;
    private final LatencyWindow window;
    private final Deque<Look> looks = new ArrayDeque<>();
    private final Deque<Status.Point> points = new ArrayDeque<>();

    private record Look(long nanos, Ledger.Counts counts, PoolStats pool) {}

    /**
     * @param wallVersion of the candidate wall
     */
    public StatusSampler(Observed observed, Health health, LongSupplier wallVersion) {
        this.observed = observed;
        this.health = health;
        this.wallVersion = wallVersion;
        this.window = observed.latencies().window();
        looks.add(look());
    }

    private Look look() {
        return new Look(
                System.nanoTime(), observed.ledger().counts(), observed.pool().stats());
    }

    /** Looks, and remembers. */
    public Status sample() {
        Look now = look();
        Look before = looks.getLast();
        Look longBefore = looks.getFirst();
        Status.Point point = point(before, now);
        remember(now, point);
        List<String> reasons = health.whyNotReady();
        LatencyTable latencies = observed.latencies().snapshot();
        return new Status(
                point.atMillis(),
                reasons.isEmpty(),
                reasons,
                observed.service().state(),
                observed.service().tasks(),
                perSecond(longBefore.counts().in(), now.counts().in(), seconds(longBefore, now)),
                perSecond(longBefore.counts().out(), now.counts().out(), seconds(longBefore, now)),
                point.lag(),
                flow(observed.flow().get().flow()),
                ledger(now.counts()),
                latencies.bound().toMillis() / 1e3,
                latencies.shareWithinBound().orElse(null),
                latencies.rows().stream().map(StatusSampler::stage).toList(),
                new Status.PoolView(now.pool().waiting(), now.pool().inFlight()),
                workers(longBefore, now),
                wallVersion.getAsLong(),
                point);
    }

    private void remember(Look now, Status.Point point) {
        looks.add(now);
        if (looks.size() > LOOKS) {
            looks.removeFirst();
        }
        synchronized (points) {
            points.add(point);
            if (points.size() > POINTS) {
                points.removeFirst();
            }
        }
    }

    /** The last ten minutes, oldest first. */
    public List<Status.Point> points() {
        synchronized (points) {
            return List.copyOf(points);
        }
    }

    private Status.Point point(Look before, Look now) {
        double seconds = seconds(before, now);
        Map<String, Double> p50 = new TreeMap<>();
        Map<String, Double> p99 = new TreeMap<>();
        window.next().forEach(row -> {
            p50.put(row.stage().label(), row.p50());
            p99.put(row.stage().label(), row.p99());
        });
        OptionalLong lag = observed.flow().get().lag();
        return new Status.Point(
                System.currentTimeMillis(),
                perSecond(before.counts().in(), now.counts().in(), seconds),
                perSecond(before.counts().out(), now.counts().out(), seconds),
                lag.isPresent() ? lag.getAsLong() : null,
                p50,
                p99);
    }

    private static double seconds(Look before, Look now) {
        return (now.nanos() - before.nanos()) / 1e9;
    }

    private static double perSecond(long before, long now, double seconds) {
        return seconds > 0 ? (now - before) / seconds : 0;
    }

    private static Status.FlowView flow(Flow flow) {
        return new Status.FlowView(flow.state(), flow.behind(), flow.text());
    }

    private static Status.LedgerView ledger(Ledger.Counts counts) {
        return new Status.LedgerView(
                counts.in(),
                counts.resumed(),
                counts.out(),
                counts.outcomes(),
                counts.of("scored"),
                counts.of("skipped"),
                counts.of("unscorable"),
                counts.of("dead"),
                counts.inFlight(),
                counts.kept(),
                counts.underWay(),
                counts.candidates());
    }

    private static Status.StageView stage(LatencyTable.Row row) {
        return new Status.StageView(row.stage().label(), row.count(), row.p50(), row.p99(), row.max());
    }

    private static List<Status.WorkerView> workers(Look before, Look now) {
        double seconds = seconds(before, now);
        return now.pool().workers().stream()
                .map(worker -> worker(named(before.pool(), worker.name()), worker, seconds))
                .toList();
    }

    private static Optional<PoolStats.WorkerStats> named(PoolStats pool, String name) {
        return pool.workers().stream()
                .filter(worker -> worker.name().equals(name))
                .findFirst();
    }

    private static Status.WorkerView worker(
            Optional<PoolStats.WorkerStats> before, PoolStats.WorkerStats now, double seconds) {
        long busy =
                now.busyNanos() - before.map(PoolStats.WorkerStats::busyNanos).orElse(0L);
        long pictures =
                now.pictures() - before.map(PoolStats.WorkerStats::pictures).orElse(0L);
        long batches =
                now.batches() - before.map(PoolStats.WorkerStats::batches).orElse(0L);
        return new Status.WorkerView(
                now.name(),
                now.inService(),
                // A batch is counted when it ends, and may have begun before.
                seconds > 0 ? Math.min(1, busy / 1e9 / seconds) : 0,
                perSecond(0, pictures, seconds),
                batches > 0 ? (double) pictures / batches : 0,
                now.pictures(),
                now.failures(),
                now.rejected(),
                now.batchesBySize());
    }
}
