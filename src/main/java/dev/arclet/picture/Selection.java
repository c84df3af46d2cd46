package dev.arclet.picture;

/** Order statistics of unsorted numbers, in place and in linear time on average (Hoare's quick-select). */
final class Selection {
    private Selection() {}

    /**
     * The value that would stand at {@code rank} if {@code values[from, to)} were sorted; a rank between two whole ones gives the
     * value between theirs, as numpy's percentile does. Reorders that range so that nothing before the whole rank is larger than
     * it and nothing after is smaller. No value may be NaN.
     */
    static float at(float[] values, int from, int to, double rank) {
        int whole = (int) rank;
        float value = select(values, from, to, whole);
        float fraction = (float) (rank - whole);
        if (fraction == 0) {
            return value;
        }
        float next = values[whole + 1];
        for (int i = whole + 2; i < to; i++) {
            next = Math.min(next, values[i]);
        }
        return value + fraction * (next - value);
    }

    private static float select(float[] values, int from, int to, int rank) {
        int left = from;
        int right = to - 1;
        while (left < right) {
            float pivot = middle(values[left], values[(left + right) >>> 1], values[right]);
            int i = left;
            int j = right;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    float swap = values[i];
                    values[i++] = values[j];
                    values[j--] = swap;
                }
            }
            if (rank <= j) {
                right = j;
            } else if (rank >= i) {
                left = i;
            } else {
                break;
            }
        }
        return values[rank];
    }

    private static float middle(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
