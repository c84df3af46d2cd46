package dev.arclet.load;

import dev.arclet.latency.EpochMicros;
import dev.arclet.load.Book.Entry;
import java.time.Duration;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;

/**
 * Hands alerts over when they are due, on the thread that calls it, and notes how late it was by its own fault.
 *
 * <p>In an open loop an alert is due when the schedule says so, whether or not those before it are answered or could be handed over; its
 * latency counts from there. A system that stalls for a second thus has a second's alerts late, not one.
 */
final class Generator {
    private final Target target;
    private final Book book;
    private final EpochMicros clock;
    private final BooleanSupplier enough;
    private final Histogram ownDelay = new Histogram(TimeUnit.DAYS.toMicros(1), 3);
    private long furthestBehind;
    private long inTarget;
    private long startMicros;
    private long endMicros;

    /**
     * @param clock that stamps the target's marks too
     * @param enough asked before every alert; when it says so, no more are sent
     */
    Generator(Target target, Book book, EpochMicros clock, BooleanSupplier enough) {
        this.target = target;
        this.book = book;
        this.clock = clock;
        this.enough = enough;
    }

    /** Sends the arrivals of an open-loop plan; false if it was cut short. */
    boolean openLoop(LoadPlan plan) throws InterruptedException {
        long cadence = plan.cadence().toNanos() / 1_000;
        PrimitiveIterator.OfLong arrivals = plan.arrivals();
        startMicros = clock.now();
        long free = startMicros;
        while (arrivals.hasNext()) {
            if (enough.getAsBoolean()) {
                endMicros = free;
                return false;
            }
            long offset = arrivals.nextLong();
            long due = startMicros + offset;
            waitUntil(due);
            long begun = clock.now();
            ownDelay.recordValue(Math.max(0, begun - Math.max(due, free)));
            furthestBehind = Math.max(furthestBehind, begun - due);
            Optional<VisitBook> visit = plan.scenario() == Scenario.VISIT ? visit(offset, cadence) : Optional.empty();
            target.send(book.enter(new Entry(due, Optional.empty(), visit)));
            free = clock.now();
            inTarget += free - begun;
        }
        endMicros = free;
        return true;
    }

    private Optional<VisitBook> visit(long offset, long cadence) {
        int number = cadence == 0 ? 0 : (int) (offset / cadence);
        return Optional.of(book.visit(number, startMicros + number * cadence));
    }

    /**
     * Sends a group of alerts when the one before is answered, until the time is over.
     *
     * @return false if a group was not answered within the patience
     */
    boolean closedLoop(int group, Duration time, Duration patience) throws InterruptedException {
        startMicros = clock.now();
        long end = startMicros + time.toNanos() / 1_000;
        for (long due = startMicros; due < end; due = clock.now()) {
            Query query = new Query(group);
            for (int i = 0; i < group; i++) {
                target.send(book.enter(new Entry(due, Optional.of(query), Optional.empty())));
            }
            if (!query.await(patience)) {
                endMicros = clock.now();
                return false;
            }
        }
        endMicros = clock.now();
        return true;
    }

    private void waitUntil(long due) throws InterruptedException {
        for (long early = due - clock.now(); early > 0; early = due - clock.now()) {
            LockSupport.parkNanos(early * 1_000);
            if (Thread.interrupted()) {
                throw new InterruptedException("the load test was interrupted");
            }
        }
    }

    /** When the loop began, epoch microseconds. */
    long startMicros() {
        return startMicros;
    }

    /** When its last alert was handed over. */
    long endMicros() {
        return endMicros;
    }

    /** How long after an alert was due, and the one before it handed over, it took the generator to come to it; microseconds. */
    Histogram ownDelay() {
        return ownDelay;
    }

    /** Most that an alert was handed over later than due, for whatever reason; microseconds. */
    long furthestBehind() {
        return furthestBehind;
    }

    /** Time spent in handing over, microseconds. */
    long inTarget() {
        return inTarget;
    }
}
