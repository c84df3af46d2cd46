package dev.arclet.scoring;

import java.util.List;

/**
 * The batches that a worker likes and can take.
 *
 * @param preferred from here on a larger batch brings hardly more pictures a second; the pool gives no more than this while
 *     another worker is free to take the rest
 * @param max the largest batch
 * @param fixed the only sizes that the device knows, rising, the last one {@code max}; empty when any size will do
 */
public record BatchSizes(int preferred, int max, List<Integer> fixed) {

    /** No device seen so far gains from more, and a batch of this size is 600 MB of pictures at 224 pixels. */
    public static final int LARGEST = 1024;

    public BatchSizes {
        fixed = List.copyOf(fixed);
        if (max < 1 || max > LARGEST) {
            throw new IllegalArgumentException("largest batch is " + max + "; give 1 to " + LARGEST);
        }
        if (preferred < 1 || preferred > max) {
            throw new IllegalArgumentException("preferred batch is " + preferred + "; give 1 to " + max);
        }
        for (int i = 0; i < fixed.size(); i++) {
            if (fixed.get(i) < 1 || (i > 0 && fixed.get(i) <= fixed.get(i - 1))) {
                throw new IllegalArgumentException("fixed batch sizes are " + fixed + "; give them rising, from 1");
            }
        }
        if (!fixed.isEmpty() && fixed.get(fixed.size() - 1) != max) {
            throw new IllegalArgumentException(
                    "fixed batch sizes are " + fixed + " and the largest batch is " + max + "; end with the largest");
        }
    }

    /** Any size up to a largest one. */
    public static BatchSizes upTo(int max) {
        return new BatchSizes(max, max, List.of());
    }

    /** These sizes only, rising; smaller batches are padded. */
    public static BatchSizes only(List<Integer> sizes) {
        if (sizes.isEmpty()) {
            throw new IllegalArgumentException("fixed batch sizes are an empty list; give at least one");
        }
        int max = sizes.get(sizes.size() - 1);
        return new BatchSizes(max, max, sizes);
    }

    /** How many pictures the device computes for a batch: the smallest of its sizes that holds it. */
    public int padded(int pictures) {
        for (int size : fixed) {
            if (size >= pictures) {
                return size;
            }
        }
        return pictures;
    }

    /** How many of these pictures go without padding: the largest of its sizes that they fill, or all where they fill none. */
    public int filled(int pictures) {
        int filled = pictures;
        for (int size : fixed) {
            if (size <= pictures) {
                filled = size;
            }
        }
        return filled;
    }
}
