package dev.arclet.scoring;

import dev.arclet.scoring.Batcher.Again;
import dev.arclet.scoring.Batcher.Taken;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The {@link Batcher} behind a lock: stream threads put pictures in, dispatchers wait for them. */
final class WaitingLine {
    private static final long LOOK_UP_MILLIS = 10;

    /** How soon a worker that left pictures to the others looks whether they took them. */
    private static final long SECOND_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A worker that has left all to the others for so long is tried with a blank picture. */
    private static final long UNHEARD_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition secondLook = lock.newCondition();
    private final Condition stop = lock.newCondition();
    private final Fleet fleet = new Fleet();
    private final RetryBudget hedges;
    private final Batcher<Pending> batcher;

    /** Dispatchers that wait for work at this moment. */
    private int free;

    private boolean stopped;

    WaitingLine(BatchPolicy policy, RetryBudget retries, RetryBudget hedges) {
        this.hedges = hedges;
        this.batcher = new Batcher<>(policy, fleet, retries);
    }

    void join(Station station) {
        lock.lock();
        try {
            fleet.add(station);
        } finally {
            lock.unlock();
        }
    }

    /** To the end of the line; false once it is stopped. */
    boolean add(Pending picture) {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            batcher.add(picture, System.nanoTime());
            wakeOne();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Those that wait go before others from now on; who does not wait any more is as good as first. */
    void hurry(Predicate<Pending> which) {
        lock.lock();
        try {
            batcher.hurry(which);
        } finally {
            lock.unlock();
        }
    }

    /** Back into the line after a failure at this station; false once the line is stopped. */
    boolean giveBack(List<Taken<Pending>> pictures, Again how, Station station) {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            batcher.giveBack(pictures, how, station, System.nanoTime());
            wakeOne();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * To others as well, those for which there is another device, if the budget pays; returns whether any was given. What another
     * device has had already does not keep the rest of its batch from one.
     *
     * @param pictures that the station's worker has and will not give up during this call
     */
    boolean hedge(List<Taken<Pending>> pictures, Station station) {
        lock.lock();
        try {
            long now = System.nanoTime();
            List<Taken<Pending>> open = pictures.stream()
                    .filter(taken -> fleet.hasElsewhere(station, taken.triedOn(), now))
                    .toList();
            if (stopped || open.isEmpty() || !hedges.spend(open.size())) {
                return false;
            }
            open.forEach(taken -> taken.item().handOn());
            batcher.giveToo(open, station);
            wakeOne();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a batch for this worker; empty once the line is stopped, or when it is time for a trial. */
    List<Taken<Pending>> take(Station station) {
        lock.lock();
        try {
            station.freed();
            while (!stopped) {
                if (batcher.waiting() == 0) {
                    free++;
                    work.awaitUninterruptibly();
                    free--;
                    continue;
                }
                List<Taken<Pending>> batch = batcher.take(station, free > 0, System.nanoTime());
                if (!batch.isEmpty()) {
                    wakeOne();
                    return batch;
                }
                if (isTrialDue(station)) {
                    return List.of();
                }
                work.signal(); // the best of the others may sleep
                secondLook.awaitNanos(SECOND_LOOK_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return List.of();
    }

    private boolean isTrialDue(Station station) {
        long now = System.nanoTime();
        if (now - station.tookAt() < UNHEARD_NANOS) {
            return false;
        }
        station.took(1, now);
        return true;
    }

    private void wakeOne() {
        if (batcher.waiting() > 0) {
            (free > 0 ? work : secondLook).signal();
        }
    }

    /**
     * Waits until there is a batch for this worker and {@code mayTake} holds, which is looked up every {@value #LOOK_UP_MILLIS} ms;
     * empty once the line is stopped, or when it is time for a trial. Who waits here counts as busy and takes no wake-up from
     * those who wait for work.
     */
    List<Taken<Pending>> takeWhen(BooleanSupplier mayTake, Station station) {
        lock.lock();
        try {
            station.freed();
            while (!stopped) {
                if (batcher.waiting() > 0 && mayTake.getAsBoolean()) {
                    List<Taken<Pending>> batch = batcher.take(station, free > 0, System.nanoTime());
                    if (!batch.isEmpty() || isTrialDue(station)) {
                        return batch;
                    }
                }
                stop.awaitNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return List.of();
    }

    /** Waits for this long, or until the line is stopped; returns whether it goes on. */
    boolean rest(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!stopped && left > 0) {
                left = stop.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return !isStopped();
    }

    /** Lets every dispatcher go and hands out who still waited. */
    List<Pending> stop() {
        lock.lock();
        try {
            stopped = true;
            work.signalAll();
            secondLook.signalAll();
            stop.signalAll();
            return batcher.clear();
        } finally {
            lock.unlock();
        }
    }

    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return batcher.waiting();
        } finally {
            lock.unlock();
        }
    }
}
