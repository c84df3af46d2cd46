package dev.arclet.load;

import dev.arclet.load.Answer.Ending;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Keeps the account of one run: every alert is entered before it is handed over and struck out by its answer, so that what is lost or
 * answered twice shows. Latencies are those of scored alerts; what is skipped is cheaper and would flatter them.
 *
 * <p>Thread-safe; answers come on the target's threads. About a microsecond an answer.
 */
final class Book {
    private static final int DIGITS = 3;
    private static final long LONGEST = TimeUnit.DAYS.toMicros(1);

    private final Map<Long, Entry> open = new ConcurrentHashMap<>();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);
    private final Map<Leg, Histogram> legs = new EnumMap<>(Leg.class);
    private final Histogram latency = new AtomicHistogram(LONGEST, DIGITS);
    private final Recorder lately = new Recorder(LONGEST, DIGITS);
    private final Map<Integer, VisitBook> visits = new ConcurrentHashMap<>();
    private final Map<Integer, LongAdder> alertsByBatchSize = new ConcurrentHashMap<>();
    private final AtomicLong sent = new AtomicLong();
    /** Answers that are in all counts; those in the making are not. */
    private final LongAdder finished = new LongAdder();

    private final LongAdder repeated = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder skewed = new LongAdder();
    private final AtomicLong lastAnswer = new AtomicLong();
    private final long firstNumber;
    private final long boundMicros;

    /**
     * @param firstNumber answers to earlier ones are those of another run
     * @param bound alerts that take longer are counted
     */
    Book(long firstNumber, Optional<Duration> bound) {
        this.firstNumber = firstNumber;
        this.boundMicros = bound.map(most -> most.toNanos() / 1_000).orElse(Long.MAX_VALUE);
        for (Ending ending : Ending.values()) {
            endings.put(ending, new LongAdder());
        }
        for (Leg leg : Leg.values()) {
            legs.put(leg, new AtomicHistogram(LONGEST, DIGITS));
        }
    }

    /**
     * An alert on its way.
     *
     * @param dueMicros when it was due
     * @param query that it is part of, if latency is that of whole queries
     * @param visit that it is part of
     */
    record Entry(long dueMicros, Optional<Query> query, Optional<VisitBook> visit) {}

    /** To be called before the alert is handed over. */
    long enter(Entry entry) {
        long number = firstNumber + sent.getAndIncrement();
        entry.visit().ifPresent(VisitBook::sent);
        open.put(number, entry);
        return number;
    }

    /** The account of one visit. */
    VisitBook visit(int number, long startMicros) {
        return visits.computeIfAbsent(number, n -> new VisitBook(startMicros));
    }

    void answered(Answer answer) {
        if (answer.number() < firstNumber) {
            return;
        }
        Entry entry = open.remove(answer.number());
        if (entry == null) {
            repeated.increment();
            return;
        }
        endings.get(answer.ending()).increment();
        entry.visit().ifPresent(visit -> visit.answered(answer.seenMicros()));
        measure(entry, answer);
        if (entry.query().isPresent()) {
            endQuery(entry.query().get(), entry, answer);
        }
        finished.increment();
    }

    private void endQuery(Query query, Entry entry, Answer answer) {
        boolean last = query.answered();
        if (last && query.isGroup()) {
            record(latency, answer.seenMicros() - entry.dueMicros());
        }
        if (last) {
            query.end();
        }
    }

    private void measure(Entry entry, Answer answer) {
        lastAnswer.accumulateAndGet(answer.seenMicros(), Math::max);
        if (answer.ending() != Ending.SCORED) {
            return;
        }
        long micros = answer.seenMicros() - entry.dueMicros();
        if (entry.query().filter(Query::isGroup).isEmpty()) {
            record(latency, micros);
        }
        lately.recordValue(held(micros));
        if (micros > boundMicros) {
            late.increment();
        }
        Leg.split(entry.dueMicros(), answer.marks(), answer.seenMicros(), (leg, part) -> record(legs.get(leg), part));
        if (answer.batchSize() > 0) {
            alertsByBatchSize
                    .computeIfAbsent(answer.batchSize(), size -> new LongAdder())
                    .increment();
        }
    }

    private void record(Histogram histogram, long micros) {
        if (micros < 0) {
            skewed.increment();
        }
        histogram.recordValue(held(micros));
    }

    private static long held(long micros) {
        return Math.max(0, Math.min(LONGEST, micros));
    }

    long sent() {
        return sent.get();
    }

    /** Alerts without an answer. */
    long unanswered() {
        return sent.get() - finished.sum();
    }

    long answered() {
        return endings.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long ended(Ending ending) {
        return endings.get(ending).sum();
    }

    /** Answers to alerts that had one. */
    long repeated() {
        return repeated.sum();
    }

    /** Scored alerts that took longer than the bound. */
    long late() {
        return late.sum();
    }

    /** Legs that ended before they began, as two clocks disagree. */
    long skewed() {
        return skewed.sum();
    }

    /** When the last answer came; 0 if none did. */
    long lastAnswerMicros() {
        return lastAnswer.get();
    }

    /** As it is now; answers may still come. */
    Histogram latency() {
        return latency.copy();
    }

    /** Latencies since the last call. For one thread. */
    Histogram lately() {
        return lately.getIntervalHistogram();
    }

    /** As they are now; answers may still come. */
    Map<Leg, Histogram> legs() {
        Map<Leg, Histogram> copies = new EnumMap<>(Leg.class);
        legs.forEach((leg, times) -> copies.put(leg, times.copy()));
        return copies;
    }

    /** In the order of their numbers. */
    SortedMap<Integer, VisitBook> visits() {
        return new TreeMap<>(visits);
    }

    /** Batches of each size: a batch of five has five answers that say so. */
    SortedMap<Integer, Long> batches() {
        SortedMap<Integer, Long> batches = new TreeMap<>();
        alertsByBatchSize.forEach((size, alerts) ->
                batches.put(size, Math.max(1, Math.round((double) alerts.sum() / size))));
        return batches;
    }
}
