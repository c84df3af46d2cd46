package dev.arclet.scoring;

import dev.arclet.scoring.Batcher.Taken;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The {@link Batcher} behind a lock: stream threads put pictures in, dispatchers wait for them. */
final class WaitingLine {
    private static final long LOOK_UP_MILLIS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition stop = lock.newCondition();
    private final Batcher<Pending> batcher;

    /** Dispatchers that wait for work at this moment. */
    private int free;

    private boolean stopped;

    WaitingLine(BatchPolicy policy) {
        this.batcher = new Batcher<>(policy);
    }

    /** To the end of the line; false once it is stopped. */
    boolean add(Pending picture) {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            batcher.add(picture, System.nanoTime());
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Back to the head, each to go alone or not; false once the line is stopped. */
    boolean giveBack(List<Taken<Pending>> pictures, boolean alone) {
        lock.lock();
        try {
            if (stopped) {
                return false;
            }
            batcher.giveBack(pictures, alone);
            work.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a batch for this worker; empty once the line is stopped. */
    List<Taken<Pending>> take(BatchSizes sizes, ServiceTimes times) {
        lock.lock();
        try {
            free++;
            while (!stopped && batcher.waiting() == 0) {
                work.awaitUninterruptibly();
            }
            free--;
            if (stopped) {
                return List.of();
            }
            List<Taken<Pending>> batch = batcher.take(sizes, times, free > 0, System.nanoTime());
            if (batcher.waiting() > 0) {
                work.signal();
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there is a batch for this worker and {@code mayTake} holds, which is looked up every {@value #LOOK_UP_MILLIS} ms;
     * empty once the line is stopped. Who waits here counts as busy and takes no wake-up from those who wait for work.
     */
    List<Taken<Pending>> takeWhen(BooleanSupplier mayTake, BatchSizes sizes, ServiceTimes times) {
        lock.lock();
        try {
            while (!stopped && (batcher.waiting() == 0 || !mayTake.getAsBoolean())) {
                stop.awaitNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS));
            }
            return stopped ? List.of() : batcher.take(sizes, times, free > 0, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
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
