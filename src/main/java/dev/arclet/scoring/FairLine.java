package dev.arclet.scoring;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A line in which some go first, and nobody waits for ever: where both wait, at least every fourth that is taken is one of the others.
 * So one of the others with n before it is taken as the 4(n + 1)-th at the latest, whoever comes meanwhile. Each of the two keeps the
 * order in which it came.
 *
 * <p>Not thread-safe. Entries are told apart by identity.
 *
 * @param <E> what stands in the line
 */
final class FairLine<E> implements Iterable<E> {
    /** So many that go first may be taken in a row while others wait. */
    static final int IN_A_ROW = 3;

    private final ArrayDeque<E> first = new ArrayDeque<>();
    private final ArrayDeque<E> others = new ArrayDeque<>();

    /** How many that go first were taken since the last of the others was, while others waited. */
    private int overtakings;

    /** To the end, as one of the others. */
    void addLast(E entry) {
        others.addLast(entry);
    }

    /** Those of the others go first from now on, behind those who do already. */
    void hurry(Predicate<E> which) {
        Iterator<E> entries = others.iterator();
        while (entries.hasNext()) {
            E entry = entries.next();
            if (which.test(entry)) {
                entries.remove();
                first.addLast(entry);
            }
        }
    }

    int size() {
        return first.size() + others.size();
    }

    boolean isEmpty() {
        return first.isEmpty() && others.isEmpty();
    }

    /** In the order in which they are to be taken; it stays valid as long as the line is not changed. */
    @Override
    public Iterator<E> iterator() {
        return new InOrder();
    }

    /** Takes these out; they stand in this line, at or near its head, and are in the order of {@link #iterator}. */
    void remove(List<E> taken) {
        Set<E> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(taken);
        remove(left, first);
        taken.forEach(entry -> overtakings = left.contains(entry) ? 0 : Math.min(IN_A_ROW, overtakings + 1));
        remove(left, others);
        if (others.isEmpty()) {
            overtakings = 0;
        }
    }

    /** Takes out of the queue what is {@code left} to be taken, and out of that what was there. */
    static <E> void remove(Set<E> left, ArrayDeque<E> queue) {
        Iterator<E> entries = queue.iterator();
        while (!left.isEmpty() && entries.hasNext()) {
            if (left.remove(entries.next())) {
                entries.remove();
            }
        }
    }

    void clear() {
        first.clear();
        others.clear();
        overtakings = 0;
    }

    private final class InOrder implements Iterator<E> {
        private final Iterator<E> restOfFirst = first.iterator();
        private final Iterator<E> restOfOthers = others.iterator();
        private int inARow = overtakings;

        @Override
        public boolean hasNext() {
            return restOfFirst.hasNext() || restOfOthers.hasNext();
        }

        @Override
        public E next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            boolean goesFirst = restOfFirst.hasNext() && (inARow < IN_A_ROW || !restOfOthers.hasNext());
            inARow = goesFirst ? inARow + 1 : 0;
            return goesFirst ? restOfFirst.next() : restOfOthers.next();
        }
    }
}
