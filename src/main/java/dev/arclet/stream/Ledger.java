package dev.arclet.stream;

import dev.arclet.alert.ObservingNight;
import dev.arclet.record.LensScore;
import dev.arclet.record.OutcomeKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what came in and what became of it in this process:
 *
 * <pre>in + resumed = scored + skipped + unscorable + dead + in flight + kept + under way</pre>
 *
 * where <em>resumed</em> were in flight when an earlier life of a task ended, <em>kept</em> are in flight when a task leaves this process
 * and stay in its state, and <em>under way</em> are in the re-key topic. For one process that is all; where several share a stream,
 * one may take up what another scores, and the sums over all of them agree. An alert that is delivered again after a crash counts again.
 *
 * <p>Thread-safe; a count costs two uncontended adds. Metrics: {@code arclet.alerts.in}, {@code arclet.alerts{outcome, reason}},
 * {@code arclet.alerts.inflight}, {@code arclet.candidates}, {@code arclet.objects.forgotten}, and those of {@link NightCounters} and
 * {@link SchemaCounters}.
 */
public final class Ledger {
    static final String DEAD = "dead";
    static final String SKIPPED = outcome(OutcomeKind.SKIPPED);
    static final String UNSCORABLE = outcome(OutcomeKind.UNSCORABLE);
    static final String SCORED = outcome(OutcomeKind.SCORED);

    private final MeterRegistry registry;
    private final LongAdder in = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder underWay = new LongAdder();
    private final LongAdder candidates = new LongAdder();
    private final LongAdder forgotten = new LongAdder();
    private final Map<Entry, Line> lines = new ConcurrentHashMap<>();
    private final Counter inCounter;
    private final NightCounters nights;
    private final SchemaCounters schemas;

    /** Counts into {@code registry} too. */
    public Ledger(MeterRegistry registry) {
        this.registry = registry;
        this.inCounter = registry.counter("arclet.alerts.in");
        this.nights = new NightCounters(registry);
        this.schemas = new SchemaCounters(registry);
        beginAtNone();
        Gauge.builder("arclet.alerts.inflight", inFlight, LongAdder::sum)
                .description("Alerts whose picture is with the pool")
                .register(registry);
        FunctionCounter.builder("arclet.candidates", candidates, LongAdder::sum)
                .description("Alerts whose score reached the model's threshold")
                .register(registry);
        FunctionCounter.builder("arclet.objects.forgotten", forgotten, LongAdder::sum)
                .description("Objects whose state was deleted, as no alert of them came for long")
                .register(registry);
    }

    /** A rate is told from what was there before: of a counter that begins with its first alerts, these would never show. */
    private void beginAtNone() {
        DeadLetters.reasons().forEach(reason -> counter(new Entry(DEAD, reason)));
        counter(new Entry(SKIPPED, Triage.SHED));
    }

    private Counter counter(Entry entry) {
        return registry.counter("arclet.alerts", "outcome", entry.outcome(), "reason", entry.reason());
    }

    private record Entry(String outcome, String reason) {}

    private record Line(LongAdder count, Counter counter) {}

    /**
     * The counts at one moment.
     *
     * @param in alerts taken up
     * @param resumed alerts that an earlier life of a task had in flight
     * @param outcomes alerts by outcome and reason, such as {@code scored} or {@code skipped: duplicate}
     * @param candidates scored alerts whose score reached the threshold
     * @param inFlight alerts whose picture is with the pool
     * @param kept alerts that were in flight when their task left this process, and are in its state
     * @param underWay alerts between intake and scoring; less than 0 where an earlier run, or another process, took up more than this
     */
    public record Counts(
            long in,
            long resumed,
            Map<String, Long> outcomes,
            long candidates,
            long inFlight,
            long kept,
            long underWay) {
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

    /** An alert could be read that was written with this schema; 0 if it brought its own. */
    public void countSchema(int id) {
        schemas.count(id);
    }

    /** An alert ended with a record on the scores topic. */
    public void countOut(LensScore score) {
        add(new Entry(outcome(score), reason(score)));
        nights.count(ObservingNight.of(score.getMidpointMjdTai()), outcome(score), reason(score));
        if (score.getCandidate()) {
            candidates.increment();
        }
    }

    /** An alert ended as a dead letter, of a night that nobody can tell. */
    public void countDead(String cause) {
        add(new Entry(DEAD, firstWord(cause)));
    }

    /**
     * An alert ended as a dead letter.
     *
     * @param night that it was taken in, or its record came in
     */
    public void countDead(String cause, ObservingNight night) {
        countDead(cause);
        nights.count(night, DEAD, firstWord(cause));
    }

    /** The word that an ending is counted under. */
    static String outcome(LensScore score) {
        return outcome(score.getOutcome());
    }

    private static String outcome(OutcomeKind kind) {
        return kind.toString().toLowerCase(Locale.ROOT);
    }

    /** The word that a reason is counted under; empty where there is none. */
    static String reason(LensScore score) {
        return score.getReason() == null ? "" : firstWord(score.getReason());
    }

    /** The state of so many objects was deleted. */
    public void countForgotten(int objects) {
        forgotten.add(objects);
    }

    /** An alert was handed on from intake to scoring. */
    public void countHandedOn() {
        underWay.increment();
    }

    /** An alert has come from intake to scoring. */
    public void countArrived() {
        underWay.decrement();
    }

    /** An alert that an earlier life of a task had in flight was taken from its state. */
    public void countResumed() {
        resumed.increment();
    }

    /** A picture went to the pool. */
    public void addInFlight() {
        inFlight.increment();
    }

    /** A picture's alert has ended. */
    public void removeInFlight() {
        inFlight.decrement();
    }

    /** A task has left with so many alerts in flight. */
    public void keepInFlight(long alerts) {
        inFlight.add(-alerts);
        kept.add(alerts);
    }

    /** What has been counted so far. */
    public Counts counts() {
        Map<String, Long> outcomes = new TreeMap<>();
        lines.forEach((entry, line) -> outcomes.put(
                entry.reason().isEmpty() ? entry.outcome() : entry.outcome() + ": " + entry.reason(),
                line.count().sum()));
        return new Counts(
                in.sum(), resumed.sum(), outcomes, candidates.sum(), inFlight.sum(), kept.sum(), underWay.sum());
    }

    private void add(Entry entry) {
        Line line = lines.computeIfAbsent(entry, e -> new Line(new LongAdder(), counter(e)));
        line.count().increment();
        line.counter().increment();
    }

    /** Reasons are a word, then details: only the word is counted by, or the metric would grow without end. */
    static String firstWord(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
