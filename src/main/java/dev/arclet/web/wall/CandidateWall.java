package dev.arclet.web.wall;

import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The candidates that are shown: an entry an object, the newest and the best of all that came. Bounded in objects and in bytes: when
 * there is too much, those go that are oldest among the worse half. Thread-safe.
 */
public final class CandidateWall {
    private static final double ROOM = 0.1;

    private final int mostObjects;
    private final long mostBytes;
    private final Map<String, WallEntry> entries = new HashMap<>();
    private long bytes;
    private long version;

    /**
     * @param mostObjects on the wall
     * @param mostBytes of candidate records
     */
    public CandidateWall(int mostObjects, long mostBytes) {
        this.mostObjects = mostObjects;
        this.mostBytes = mostBytes;
    }

    /**
     * What was asked for, of what is there.
     *
     * @param objects on the wall
     * @param matching of them those that the filter accepts
     * @param entries those of them within the limit, in order
     */
    public record Selection(int objects, int matching, List<WallEntry> entries) {
        public Selection {
            entries = List.copyOf(entries);
        }
    }

    /** Takes in a candidate, whose record has so many bytes. */
    public synchronized void add(LensCandidate candidate, int recordBytes) {
        WallEntry fresh = WallEntry.of(candidate, recordBytes);
        WallEntry before = entries.get(fresh.id());
        WallEntry now = before == null ? fresh : before.with(candidate, recordBytes);
        entries.put(now.id(), now);
        bytes += now.bytes() - (before == null ? 0 : before.bytes());
        version++;
        if (entries.size() > mostObjects || bytes > mostBytes) {
            makeRoom();
        }
    }

    /** Whether an object is on the wall. */
    public synchronized boolean holds(String id) {
        return entries.containsKey(id);
    }

    /** Takes in another score of an object that is on the wall; others are of no interest. */
    public synchronized void addScore(LensScore score) {
        if (score.getScore() == null) {
            return;
        }
        WallEntry changed = entries.computeIfPresent(WallEntry.idOf(score), (id, entry) -> entry.with(score));
        version += changed == null ? 0 : 1;
    }

    /** Grows with every change. */
    public synchronized long version() {
        return version;
    }

    /** One object. */
    public synchronized Optional<WallEntry> entry(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Those that a filter accepts, in its order. */
    public Selection select(WallFilter filter) {
        List<WallEntry> all = all();
        List<WallEntry> matching = all.stream()
                .filter(filter::accepts)
                .sorted(filter.order().comparator())
                .toList();
        return new Selection(
                all.size(),
                matching.size(),
                matching.stream().limit(filter.limit()).toList());
    }

    private synchronized List<WallEntry> all() {
        return List.copyOf(entries.values());
    }

    private void makeRoom() {
        int wanted = (int) (mostObjects * (1 - ROOM));
        long wantedBytes = (long) (mostBytes * (1 - ROOM));
        for (WallEntry entry : inOrderOfLeaving()) {
            if (entries.size() <= wanted && bytes <= wantedBytes) {
                return;
            }
            entries.remove(entry.id());
            bytes -= entry.bytes();
        }
    }

    /** The worse half, oldest first, then the better half, worst first. */
    private List<WallEntry> inOrderOfLeaving() {
        List<WallEntry> best = new ArrayList<>(entries.values());
        best.sort(WallFilter.Order.BEST.comparator());
        List<WallEntry> better = best.subList(0, best.size() / 2);
        Set<WallEntry> kept = new HashSet<>(better);
        List<WallEntry> leaving = new ArrayList<>(entries.values());
        leaving.removeIf(kept::contains);
        leaving.sort(Comparator.comparingLong(WallEntry::newestMicros));
        for (int i = better.size() - 1; i >= 0; i--) {
            leaving.add(better.get(i));
        }
        return leaving;
    }
}
