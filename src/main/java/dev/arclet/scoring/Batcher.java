package dev.arclet.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The line of waiting pictures, and the rule how many of them a free worker takes.
 *
 * <p>The line is first in, first out, but for those that go first ({@link FairLine}). A free worker takes at once what waits: the whole line, but no more than the policy and the
 * worker allow, and nothing that the {@link Fleet} finds better left to the others. With a deadline it takes the largest batch
 * that still brings the oldest picture home in time. A picture that even a batch of its own would not bring home is past help and
 * does not hold the batch down: were it to, a line that has fallen behind would be worked off one by one and never catch up.
 *
 * <p>What is given back after a failure goes ahead of the line as long as the {@link RetryBudget} pays for it. Beyond that it waits
 * until the budget does, or until nobody else waits. The device that it failed on does not get it again as long as there is
 * another that it was not tried on.
 *
 * <p>Not thread-safe, and without threads or a clock of its own: the pool calls it under its lock.
 *
 * @param <T> what stands in the line
 */
final class Batcher<T> {
    private final BatchPolicy policy;
    private final Fleet fleet;
    private final RetryBudget budget;
    private final FairLine<Entry<T>> line = new FairLine<>();

    /** Given back, ahead of the line. */
    private final ArrayDeque<Entry<T>> again = new ArrayDeque<>();

    /** Given back when the budget could not pay. */
    private final ArrayDeque<Entry<T>> overBudget = new ArrayDeque<>();

    Batcher(BatchPolicy policy, Fleet fleet, RetryBudget budget) {
        this.policy = policy;
        this.fleet = fleet;
        this.budget = budget;
    }

    /**
     * @param alone whether it must be the only one in its batch
     * @param triedOn devices that had it in vain
     */
    private record Entry<T>(T item, long sinceNanos, boolean alone, Set<String> triedOn) {}

    /** One that left the line, since when it stood there, and which devices had it in vain. */
    record Taken<T>(T item, long sinceNanos, Set<String> triedOn) {
        Taken<T> nowTriedOn(Station station) {
            Set<String> devices = new HashSet<>(triedOn);
            devices.add(station.device());
            return new Taken<>(item, sinceNanos, Set.copyOf(devices));
        }
    }

    /** How what is given back goes on. */
    enum Again {
        /** As it came: nothing speaks against it. */
        TOGETHER,
        /** As it came where another device can try it, or else each alone. */
        TOGETHER_ELSEWHERE,
        /** Each in a batch of its own. */
        ALONE,
        /** Each in a batch of its own, when all others have had their turn. */
        ALONE_AFTER_OTHERS
    }

    /** To the end of the line. */
    void add(T item, long nowNanos) {
        line.addLast(new Entry<>(item, nowNanos, false, Set.of()));
    }

    /** Those that wait go before others from now on. */
    void hurry(Predicate<T> which) {
        line.hurry(entry -> which.test(entry.item()));
    }

    /**
     * Back, mostly ahead of the line, in this order, with their old waiting time.
     *
     * @param station whose worker had them in vain
     */
    void giveBack(List<Taken<T>> items, Again how, Station station, long nowNanos) {
        List<Entry<T>> entries = items.stream()
                .map(taken -> returned(taken.nowTriedOn(station), how, station, nowNanos))
                .toList();
        if (how == Again.ALONE_AFTER_OTHERS) {
            entries.forEach(line::addLast);
        } else {
            addAhead(entries, budget.spend(items.size()) ? again : overBudget);
        }
    }

    /** Ahead of the line although their worker still has them; somebody else has paid for that. */
    void giveToo(List<Taken<T>> items, Station station) {
        addAhead(
                items.stream()
                        .map(taken -> taken.nowTriedOn(station))
                        .map(taken -> new Entry<>(taken.item(), taken.sinceNanos(), false, taken.triedOn()))
                        .toList(),
                again);
    }

    private Entry<T> returned(Taken<T> taken, Again how, Station station, long nowNanos) {
        boolean alone = switch (how) {
            case TOGETHER -> false;
            case TOGETHER_ELSEWHERE -> !fleet.hasElsewhere(station, taken.triedOn(), nowNanos);
            case ALONE, ALONE_AFTER_OTHERS -> true;
        };
        return new Entry<>(taken.item(), taken.sinceNanos(), alone, taken.triedOn());
    }

    private void addAhead(List<Entry<T>> entries, ArrayDeque<Entry<T>> queue) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            queue.addFirst(entries.get(i));
        }
    }

    int waiting() {
        return line.size() + again.size() + overBudget.size();
    }

    /**
     * The next batch for a worker that is free now; empty when nothing waits, or what waits is better left to the others.
     *
     * @param othersFree whether another worker is free too and would take what this one leaves
     */
    List<Taken<T>> take(Station station, boolean othersFree, long nowNanos) {
        admitOverBudget();
        List<Entry<T>> front = front(station, othersFree ? station.preferred() : station.max(), nowNanos);
        int size = station.worthPadding(size(station, front, nowNanos));
        List<Taken<T>> batch = new ArrayList<>(size);
        for (Entry<T> entry : front.subList(0, size)) {
            batch.add(new Taken<>(entry.item(), entry.sinceNanos(), triedBefore(entry, station)));
        }
        remove(front.subList(0, size));
        if (size > 0) {
            station.took(size, nowNanos);
        }
        return batch;
    }

    private void admitOverBudget() {
        boolean nobodyElse = line.isEmpty() && again.isEmpty();
        while (!overBudget.isEmpty() && (nobodyElse || budget.spend(1))) {
            again.addFirst(overBudget.removeLast());
        }
    }

    /** Who a worker finds first and may take together. */
    private List<Entry<T>> front(Station station, int limit, long nowNanos) {
        List<Entry<T>> front = new ArrayList<>(Math.min(limit, waiting()));
        if (!again.isEmpty()) {
            addOpen(again, station, limit, nowNanos, front);
        }
        addOpen(line, station, limit, nowNanos, front);
        return front;
    }

    private void addOpen(Iterable<Entry<T>> queue, Station station, int limit, long nowNanos, List<Entry<T>> front) {
        Iterator<Entry<T>> entries = queue.iterator();
        while (front.size() < limit && entries.hasNext() && !endsWithOneAlone(front)) {
            Entry<T> entry = entries.next();
            if (entry.alone() && !front.isEmpty()) {
                return;
            }
            if (isOpenTo(station, entry, nowNanos)) {
                front.add(entry);
            }
        }
    }

    private static boolean endsWithOneAlone(List<? extends Entry<?>> front) {
        return !front.isEmpty() && front.get(front.size() - 1).alone();
    }

    private boolean isOpenTo(Station station, Entry<T> entry, long nowNanos) {
        return !entry.triedOn().contains(station.device()) || !fleet.hasElsewhere(station, entry.triedOn(), nowNanos);
    }

    /** Who comes back to a device has been everywhere, and may go round again. */
    private static Set<String> triedBefore(Entry<?> entry, Station station) {
        return entry.triedOn().contains(station.device()) ? Set.of() : entry.triedOn();
    }

    /** They stand at or near the heads. */
    private void remove(List<Entry<T>> taken) {
        if (again.isEmpty()) {
            line.remove(taken);
            return;
        }
        Set<Entry<T>> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(taken);
        FairLine.remove(left, again);
        line.remove(taken.stream().filter(left::contains).toList());
    }

    /** Everyone who waits, taken out of the line. */
    List<T> clear() {
        List<T> all = new ArrayList<>(waiting());
        for (Iterable<Entry<T>> queue : List.of(again, line, overBudget)) {
            queue.forEach(entry -> all.add(entry.item()));
        }
        again.clear();
        line.clear();
        overBudget.clear();
        return all;
    }

    private int size(Station station, List<Entry<T>> front, long nowNanos) {
        if (front.isEmpty()) {
            return 0;
        }
        int sentHere = sentHere(front);
        if (policy.deadline().isEmpty()) {
            return Math.max(sentHere, fleet.share(station, front.size(), waiting(), nowNanos));
        }
        long dueNow = nowNanos - policy.deadline().get().toNanos();
        if (sentHere == 0 && fleet.isBetterLeft(station, front.get(0).sinceNanos() - dueNow, nowNanos)) {
            return 0;
        }
        int share = Math.max(sentHere, fleet.share(station, front.size(), waiting(), nowNanos));
        return inTime(front.subList(0, share), station, dueNow);
    }

    /** Those at the head that others have tried in vain: they are not left to those others, however fast these are. */
    private int sentHere(List<Entry<T>> front) {
        int count = 0;
        while (count < front.size() && !front.get(count).triedOn().isEmpty()) {
            count++;
        }
        return count;
    }

    /**
     * The largest batch out of these that is home before the deadline of the oldest picture that can make it.
     *
     * @param dueNow submission time of a picture whose deadline is this moment
     */
    private int inTime(List<Entry<T>> available, Station station, long dueNow) {
        for (int i = 0; i < available.size(); i++) {
            int fits = station.largestWithin(available.get(i).sinceNanos() - dueNow, available.size());
            if (fits > i) {
                return fits;
            }
        }
        return available.size();
    }
}
