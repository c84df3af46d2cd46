package dev.arclet.picture;

/**
 * Order statistics of unsorted floats, in place and in linear time on average (quick-select). It works on integer keys that sort as
 * the floats do, because then the inner loop needs no branch that the processor could guess wrongly: four times as fast on noise.
 */
final class Selection {
    private Selection() {}

    /** The key of a float that isn't NaN. */
    static int key(float value) {
        return flipNegative(Float.floatToRawIntBits(value));
    }

    /**
     * The value that would stand at {@code rank} if {@code keys[from, to)} were sorted; a rank between two whole ones gives the value
     * between theirs, as numpy's percentile does. Reorders that range: afterwards the one or two values asked for stand in their
     * sorted place, nothing before them is larger and nothing after is smaller.
     */
    static float at(int[] keys, int from, int to, double rank) {
        int whole = (int) rank;
        float value = value(select(keys, from, to, whole));
        float fraction = (float) (rank - whole);
        if (fraction == 0) {
            return value;
        }
        moveSmallestToFront(keys, whole + 1, to);
        return value + fraction * (value(keys[whole + 1]) - value);
    }

    private static void moveSmallestToFront(int[] keys, int from, int to) {
        int smallest = from;
        for (int i = from + 1; i < to; i++) {
            smallest = keys[i] < keys[smallest] ? i : smallest;
        }
        int key = keys[smallest];
        keys[smallest] = keys[from];
        keys[from] = key;
    }

    private static float value(int key) {
        return Float.intBitsToFloat(flipNegative(key));
    }

    private static int flipNegative(int bits) {
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    private static int select(int[] keys, int from, int to, int rank) {
        int left = from;
        int right = to;
        while (right - left > 1) {
            int pivot = middle(keys[left], keys[(left + right) >>> 1], keys[right - 1]);
            int split = moveSmaller(keys, left, right, pivot);
            if (split == left) {
                split = moveSmaller(keys, left, right, pivot + 1L);
                if (rank < split) {
                    return pivot;
                }
            }
            if (rank < split) {
                right = split;
            } else {
                left = split;
            }
        }
        return keys[rank];
    }

    /** Moves what is smaller than the bound to the front; returns where the rest starts. */
    private static int moveSmaller(int[] keys, int from, int to, long bound) {
        int split = from;
        for (int i = from; i < to; i++) {
            int key = keys[i];
            keys[i] = keys[split];
            keys[split] = key;
            split += (int) ((key - bound) >>> 63);
        }
        return split;
    }

    private static int middle(int a, int b, int c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
