package dev.arclet.stream;

import dev.arclet.record.LensScore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what came in and what became of it in this process: {@code in = scored + skipped + unscorable + dead + in flight}. An alert that
 * is delivered again after a crash counts again.
 *
 * <p>Thread-safe; a count costs two uncontended adds. Metrics: {@code arclet.alerts.in}, {@code arclet.alerts{outcome, reason}},
 * {@code arclet.alerts.inflight}.
 */
public final class Ledger {
    private static final String DEAD = "dead";

    private final MeterRegistry registry;
    private final LongAdder in = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder candidates = new LongAdder();
    private final Map<Entry, Line> lines = new ConcurrentHashMap<>();
    private final Counter inCounter;

    /** Counts into {@code registry} too. */
    public Ledger(MeterRegistry registry) {
        this.registry = registry;
        this.inCounter = registry.counter("arclet.alerts.in");
        Gauge.builder("arclet.alerts.inflight", inFlight, LongAdder::sum).register(registry);
    }

    private record Entry(String outcome, String reason) {}

    private record Line(LongAdder count, Counter counter) {}

    /**
     * The counts at one moment.
     *
     * @param in alerts taken up
     * @param outcomes alerts by outcome and reason, such as {@code scored} or {@code skipped: duplicate}
     * @param candidates scored alerts whose score reached the threshold
     * @param inFlight alerts whose picture is with the pool
     */
    public record Counts(long in, Map<String, Long> outcomes, long candidates, long inFlight) {
        /** Alerts that have ended. */
        public long out() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Alerts of one outcome ({@code scored}, {@code skipped}, {@code unscorable}, {@code dead}), whatever the reason. */
        public long of(String outcome) {
            return outcomes.entrySet().stream()
                    .filter(e -> e.getKey().equals(outcome) || e.getKey().startsWith(outcome + ":"))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    /** An alert was taken up. */
    public void countIn() {
        in.increment();
        inCounter.increment();
    }

    /** An alert ended with a record on the scores topic. */
    public void countOut(LensScore score) {
        add(new Entry(
                score.getOutcome().toString().toLowerCase(java.util.Locale.ROOT),
                score.getReason() == null ? "" : firstWord(score.getReason())));
        if (score.getCandidate()) {
            candidates.increment();
        }
    }

    /** An alert ended as a dead letter. */
    public void countDead(String cause) {
        add(new Entry(DEAD, firstWord(cause)));
    }

    /** A picture went to the pool (+1), or its score came back (-1), or a task left with what it had in flight (-n). */
    public void addInFlight(long change) {
        inFlight.add(change);
    }

    /** What has been counted so far. */
    public Counts counts() {
        Map<String, Long> outcomes = new TreeMap<>();
        lines.forEach((entry, line) -> outcomes.put(
                entry.reason().isEmpty() ? entry.outcome() : entry.outcome() + ": " + entry.reason(),
                line.count().sum()));
        return new Counts(in.sum(), outcomes, candidates.sum(), inFlight.sum());
    }

    private void add(Entry entry) {
        Line line = lines.computeIfAbsent(
                entry,
                e -> new Line(
                        new LongAdder(),
                        registry.counter("arclet.alerts", "outcome", e.outcome(), "reason", e.reason())));
        line.count().increment();
        line.counter().increment();
    }

    /** Reasons are a word, then details: only the word is counted by, or the metric would grow without end. */
    private static String firstWord(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
