package dev.arclet.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages inputs at random, the same way for the same seed. Not thread-safe. */
final class Mutations {
    private static final int MOST = 6;
    private static final int SHORT = 64;
    private static final int HEAD = 1_000;

    private final SplittableRandom random;

    Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One of these, damaged. */
    byte[] of(List<byte[]> inputs) {
        byte[] damaged = inputs.get(random.nextInt(inputs.size())).clone();
        for (int i = random.nextInt(MOST); i >= 0; i--) {
            damaged = damaged(damaged, inputs);
        }
        return damaged;
    }

    private byte[] damaged(byte[] input, List<byte[]> others) {
        if (input.length == 0 || (input.length <= SHORT && random.nextInt(4) == 0)) {
            return noise();
        }
        int place = place(input);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(input, place);
            case 1 -> joined(input, place, others.get(random.nextInt(others.size())));
            case 2 -> without(input, place, 1 + random.nextInt(8));
            case 3 -> twice(input, place, 1 + random.nextInt(16));
            default -> changed(input, place);
        };
    }

    /** A short list of edits has most to say if all of it is noise. */
    private byte[] noise() {
        byte[] bytes = new byte[1 + random.nextInt(SHORT)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Heads decide more than pixels do. */
    private int place(byte[] input) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEAD, input.length) : input.length);
    }

    private byte[] changed(byte[] input, int place) {
        input[place] = (byte) (random.nextBoolean() ? random.nextInt(256) : input[place] ^ (1 << random.nextInt(8)));
        return input;
    }

    private static byte[] joined(byte[] head, int length, byte[] other) {
        if (other.length <= length) {
            return Arrays.copyOf(head, length);
        }
        byte[] both = other.clone();
        System.arraycopy(head, 0, both, 0, length);
        return both;
    }

    private static byte[] without(byte[] input, int from, int count) {
        int rest = Math.max(0, input.length - from - count);
        byte[] shorter = Arrays.copyOf(input, from + rest);
        System.arraycopy(input, input.length - rest, shorter, from, rest);
        return shorter;
    }

    private static byte[] twice(byte[] input, int from, int count) {
        int length = Math.min(count, input.length - from);
        byte[] longer = Arrays.copyOf(input, input.length + length);
        System.arraycopy(input, from, longer, from + length, input.length - from);
        return longer;
    }
}
