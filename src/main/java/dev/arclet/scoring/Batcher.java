package dev.arclet.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The line of waiting pictures, and the rule how many of them a free worker takes.
 *
 * <p>The line is first in, first out. A free worker takes at once what waits: the whole line, but no more than the policy and the
 * worker allow, and nothing that the {@link Fleet} finds better left to the others. With a deadline it takes the largest batch that still brings the oldest picture home in time. A picture that
 * even a batch of its own would not bring home is past help and does not hold the batch down: were it to, a line that has
 * fallen behind would be worked off one by one and never catch up.
 *
 * <p>What is given back after a failure goes to the head as long as the {@link RetryBudget} pays for it. Beyond that it waits
 * until the budget does, or until nobody else waits.
 *
 * <p>Not thread-safe, and without threads or a clock of its own: the pool calls it under its lock.
 *
 * @param <T> what stands in the line
 */
final class Batcher<T> {
    private final BatchPolicy policy;
    private final Fleet fleet;
    private final RetryBudget budget;
    private final ArrayDeque<Entry<T>> line = new ArrayDeque<>();

    /** Given back when the budget could not pay. */
    private final ArrayDeque<Entry<T>> overBudget = new ArrayDeque<>();

    Batcher(BatchPolicy policy, Fleet fleet, RetryBudget budget) {
        this.policy = policy;
        this.fleet = fleet;
        this.budget = budget;
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
        boolean paid = budget.spend(items.size());
        for (int i = items.size() - 1; i >= 0; i--) {
            (paid ? line : overBudget)
                    .addFirst(new Entry<>(items.get(i).item(), items.get(i).sinceNanos(), alone));
        }
    }

    int waiting() {
        return line.size() + overBudget.size();
    }

    /**
     * The next batch for a worker that is free now; empty when nothing waits, or what waits is better left to the others.
     *
     * @param othersFree whether another worker is free too and would take what this one leaves
     */
    List<Taken<T>> take(Station station, boolean othersFree, long nowNanos) {
        admitOverBudget();
        int size = station.worthPadding(size(station, othersFree, nowNanos));
        List<Taken<T>> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Entry<T> entry = line.removeFirst();
            batch.add(new Taken<>(entry.item(), entry.sinceNanos()));
        }
        if (size > 0) {
            station.took(size, nowNanos);
        }
        return batch;
    }

    private void admitOverBudget() {
        boolean nobodyElse = line.isEmpty();
        while (!overBudget.isEmpty() && (nobodyElse || budget.spend(1))) {
            line.addFirst(overBudget.removeLast());
        }
    }

    /** Everyone who waits, taken out of the line. */
    List<T> clear() {
        List<T> all = new ArrayList<>(waiting());
        line.forEach(entry -> all.add(entry.item()));
        overBudget.forEach(entry -> all.add(entry.item()));
        line.clear();
        overBudget.clear();
        return all;
    }

    private int size(Station station, boolean othersFree, long nowNanos) {
        int limit = othersFree ? station.preferred() : station.max();
        int available = untilAlone(Math.min(limit, line.size()));
        if (available == 0) {
            return 0;
        }
        if (policy.deadline().isEmpty()) {
            return fleet.share(station, available, line.size(), nowNanos);
        }
        long dueNow = nowNanos - policy.deadline().get().toNanos();
        if (fleet.isBetterLeft(station, line.getFirst().sinceNanos() - dueNow, nowNanos)) {
            return 0;
        }
        return inTime(fleet.share(station, available, line.size(), nowNanos), station, dueNow);
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
    private int inTime(int available, Station station, long dueNow) {
        int upToThisOne = 0;
        for (Entry<T> entry : line) {
            upToThisOne++;
            if (upToThisOne > available) {
                break;
            }
            int fits = station.largestWithin(entry.sinceNanos() - dueNow, available);
            if (fits >= upToThisOne) {
                return fits;
            }
        }
        return available;
    }
}
