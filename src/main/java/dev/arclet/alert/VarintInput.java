package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Avro's numbers and byte runs from a stream, up to a number of bytes in all; lengths are checked before they are allocated. */
final class VarintInput {
    /** Most bytes in a number. */
    static final int LONGEST = 10;

    private final InputStream in;
    private long left;

    VarintInput(InputStream in, long most) {
        this.in = in;
        this.left = most;
    }

    long number() throws IOException, UndecodableAlertException {
        return numberOrEnd().orElseThrow(VarintInput::truncated);
    }

    /** Nothing if the stream has ended already. */
    Optional<Long> numberOrEnd() throws IOException, UndecodableAlertException {
        long raw = 0;
        for (int i = 0; i < LONGEST; i++) {
            int next = in.read();
            if (next < 0) {
                if (i == 0) {
                    return Optional.empty();
                }
                throw truncated();
            }
            spend(1);
            raw |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                return Optional.of((raw >>> 1) ^ -(raw & 1));
            }
        }
        throw new UndecodableAlertException(Cause.CORRUPT, "a number in the container has more than 10 bytes");
    }

    /** Entries of the next block of a map; the size of the block, where it is given, is not needed. */
    long blockCount() throws IOException, UndecodableAlertException {
        long count = number();
        if (count < 0) {
            number();
            return count == Long.MIN_VALUE ? Long.MAX_VALUE : -count;
        }
        return count;
    }

    byte[] bytes(long count) throws IOException, UndecodableAlertException {
        if (count < 0) {
            throw new UndecodableAlertException(Cause.CORRUPT, "a length in the container is " + count);
        }
        spend(count);
        byte[] read = in.readNBytes((int) count);
        if (read.length < count) {
            throw truncated();
        }
        return read;
    }

    private void spend(long count) throws UndecodableAlertException {
        if (count > left) {
            throw new UndecodableAlertException(
                    Cause.TOO_LARGE,
                    "a part of the container has %d bytes where at most %d are read".formatted(count, left));
        }
        left -= count;
    }

    private static UndecodableAlertException truncated() {
        return new UndecodableAlertException(Cause.CORRUPT, "the container ends in the middle");
    }
}
