package dev.arclet.stream;

/**
 * Which alerts have been seen, and what became of each: a map from ids to small numbers. An open-addressed hash table of 10 bytes a place, at
 * most two thirds of which are taken, so that the ten million alerts of one of Rubin's nights fit into a few hundred megabytes. For one thread.
 */
final class AlertIds {
    private static final int FIRST_PLACES = 1 << 10;
    private static final short NONE = 0;

    private long[] ids = new long[FIRST_PLACES];
    /** What became of the id in the same place, plus one; 0 where the place is free. */
    private short[] ends = new short[FIRST_PLACES];

    private int size;

    /** How many there are. */
    int size() {
        return size;
    }

    /** What was put for this id last, or -1 where nothing was. */
    int get(long id) {
        return ends[place(id)] - 1;
    }

    /** Puts what became of an id, 0 to 32,766, in the place of what was put before. */
    void put(long id, int end) {
        int place = place(id);
        if (ends[place] == NONE) {
            size++;
            ids[place] = id;
        }
        ends[place] = (short) (end + 1);
        if (size > ids.length / 3 * 2) {
            grow();
        }
    }

    /** Where the id is, or the free place where it would be. */
    private int place(long id) {
        int mask = ids.length - 1;
        int place = spread(id) & mask;
        while (ends[place] != NONE && ids[place] != id) {
            place = (place + 1) & mask;
        }
        return place;
    }

    /** Ids are numbered in a row, with the visit in the upper digits: all bits must count (Fibonacci hashing). */
    private static int spread(long id) {
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32);
    }

    private void grow() {
        long[] oldIds = ids;
        short[] oldEnds = ends;
        ids = new long[oldIds.length * 2];
        ends = new short[oldIds.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldEnds[i] != NONE) {
                int place = place(oldIds[i]);
                ids[place] = oldIds[i];
                ends[place] = oldEnds[i];
            }
        }
    }
}
