package dev.arclet.alert;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long ids that no source knows are waited for. A registry may lag behind whoever sends the first alert of a new schema, so that alert is
 * worth a wait; but whoever can send alerts can send made-up ids too, and must not be able to hold up the stream by them. So there is one
 * wait at a time, for all threads and all ids that turn up in it. It ends after a set time, and if it was in vain (none of them has become
 * known), there is no other for {@value #PAUSE} times as long.
 *
 * <p>Not thread-safe.
 */
final class UnknownIds {
    /** After a wait in vain there is none for so many times its length. */
    static final int PAUSE = 10;

    private static final int KEPT = 1024;
    private static final long NEVER = Long.MIN_VALUE;

    private final long wait;
    private final long askEvery;
    private final InstantSource clock;
    private final Map<Integer, Unknown> ids = new LinkedHashMap<>();

    private long waitBegan = NEVER;
    private boolean inVain;

    /** When an id was found to be unknown for the first and for the last time, in milliseconds. */
    private record Unknown(long first, long last) {}

    /**
     * @param wait how long a wait is; zero: there is none
     * @param askEvery how often an id is asked for again
     */
    UnknownIds(Duration wait, Duration askEvery, InstantSource clock) {
        this.wait = wait.toMillis();
        this.askEvery = askEvery.toMillis();
        this.clock = clock;
    }

    /** Whether it is time to ask the sources for this id. */
    boolean isDue(int id) {
        Unknown unknown = ids.get(id);
        return unknown == null || clock.millis() - unknown.last >= askEvery;
    }

    /** No source knows this id now. */
    void add(int id) {
        long now = clock.millis();
        Unknown before = ids.remove(id);
        ids.put(id, new Unknown(before == null ? now : before.first, now));
        forgetTheOldest();
        if (before == null && mayWaitAnew(now)) {
            waitBegan = now;
            inVain = true;
        }
    }

    private boolean mayWaitAnew(long now) {
        return waitBegan == NEVER || now - waitBegan >= (inVain ? wait * (1 + PAUSE) : wait);
    }

    /** A source knows this id now. */
    void remove(int id) {
        if (isAwaited(id)) {
            inVain = false;
        }
        ids.remove(id);
    }

    /** Whether alerts of this id, which no source knows, are to wait. */
    boolean isAwaited(int id) {
        Unknown unknown = ids.get(id);
        return unknown != null && unknown.first >= waitBegan && waitBegan != NEVER && clock.millis() - waitBegan < wait;
    }

    private void forgetTheOldest() {
        if (ids.size() > KEPT) {
            Iterator<Integer> oldest = ids.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
