package dev.arclet.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The line of waiting pictures, and the rule how many of them a free worker takes.
 *
 * <p>The line is first in, first out. A free worker takes at once what waits: the whole line, but no more than the policy and the
 * worker allow. With a deadline it takes the largest batch that still brings the oldest picture home in time. A picture that
 * even a batch of its own would not bring home is past help and does not hold the batch down: were it to, a line that has
 * fallen behind would be worked off one by one and never catch up.
 *
 * <p>Not thread-safe, and without threads or a clock of its own: the pool calls it under its lock.
 *
 * @param <T> what stands in the line
 */
final class Batcher<T> {
    private final BatchPolicy policy;
    private final ArrayDeque<Entry<T>> line = new ArrayDeque<>();

    Batcher(BatchPolicy policy) {
        this.policy = policy;
    }

    /** @param alone whether it must be the only one in its batch */
    private record Entry<T>(T item, long sinceNanos, boolean alone) {}

    /** One that left the line, and since when it stood there. */
    record Taken<T>(T item, long sinceNanos) {}

    /** To the end of the line. */
    void add(T item, long nowNanos) {
        line.addLast(new Entry<>(item, nowNanos, false));
    }

    /**
     * Back to the head of the line, in this order, with their old waiting time.
     *
     * @param alone whether each is to go in a batch of its own
     */
    void giveBack(List<Taken<T>> items, boolean alone) {
        for (int i = items.size() - 1; i >= 0; i--) {
            line.addFirst(new Entry<>(items.get(i).item(), items.get(i).sinceNanos(), alone));
        }
    }

    int waiting() {
        return line.size();
    }

    /**
     * The next batch for a worker that is free now; empty when nothing waits.
     *
     * @param othersFree whether another worker is free too and would take what this one leaves
     */
    List<Taken<T>> take(BatchSizes sizes, ServiceTimes times, boolean othersFree, long nowNanos) {
        int size = size(sizes, times, othersFree, nowNanos);
        List<Taken<T>> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Entry<T> entry = line.removeFirst();
            batch.add(new Taken<>(entry.item(), entry.sinceNanos()));
        }
        return batch;
    }

    /** Everyone who waits, taken out of the line. */
    List<T> clear() {
        List<T> all = new ArrayList<>(line.size());
        line.forEach(entry -> all.add(entry.item()));
        line.clear();
        return all;
    }

    private int size(BatchSizes sizes, ServiceTimes times, boolean othersFree, long nowNanos) {
        int limit = Math.min(policy.maxBatch(), othersFree ? sizes.preferred() : sizes.max());
        int available = untilAlone(Math.min(limit, line.size()));
        if (available <= 1 || policy.deadline().isEmpty()) {
            return available;
        }
        return inTime(
                available, sizes, times, nowNanos - policy.deadline().get().toNanos());
    }

    private int untilAlone(int limit) {
        int count = 0;
        for (Iterator<Entry<T>> entries = line.iterator(); count < limit && entries.hasNext(); count++) {
            if (entries.next().alone()) {
                return Math.max(count, 1);
            }
        }
        return count;
    }

    /**
     * The largest batch, at most {@code available}, that is home before the deadline of the oldest picture that can make it.
     *
     * @param dueNow submission time of a picture whose deadline is this moment
     */
    private int inTime(int available, BatchSizes sizes, ServiceTimes times, long dueNow) {
        int upToThisOne = 0;
        for (Entry<T> entry : line) {
            upToThisOne++;
            if (upToThisOne > available) {
                break;
            }
            int fits = largestWithin(entry.sinceNanos() - dueNow, available, sizes, times);
            if (fits >= upToThisOne) {
                return fits;
            }
        }
        return available;
    }

    /** Largest size up to {@code most} that is predicted to take no longer; 0 when there is none. Predictions rise with size. */
    private static int largestWithin(long nanos, int most, BatchSizes sizes, ServiceTimes times) {
        int fits = 0;
        int tooLarge = most + 1;
        while (tooLarge - fits > 1) {
            int size = (fits + tooLarge) >>> 1;
            OptionalLong predicted = times.predict(sizes.padded(size));
            if (predicted.isEmpty() || predicted.getAsLong() <= nanos) {
                fits = size;
            } else {
                tooLarge = size;
            }
        }
        return fits;
    }
}
