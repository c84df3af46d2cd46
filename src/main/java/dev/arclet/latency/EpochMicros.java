package dev.arclet.latency;

import java.util.function.LongSupplier;

/** A clock that stamps marks: microseconds since 1970. Tests give one of their own. */
@FunctionalInterface
public interface EpochMicros extends LongSupplier {

    /** Microseconds since 1970. */
    long now();

    /** {@link #now}, for those who want a supplier. */
    @Override
    default long getAsLong() {
        return now();
    }

    /** The clock of this machine; see {@link SystemEpochMicros}. */
    static EpochMicros system() {
        return new SystemEpochMicros();
    }
}
