package dev.arclet.load.watch;

import dev.arclet.scoring.PoolStats;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Where to look while a load test runs, as far as there is something to look at.
 *
 * @param pool of workers, if it is in this process
 * @param lag records that are in the stream's topics and not committed yet; empty answers where it can't be told now
 */
public record Instruments(Optional<Supplier<PoolStats>> pool, Optional<Supplier<OptionalLong>> lag) {

    /** Nothing to look at. */
    public static Instruments none() {
        return new Instruments(Optional.empty(), Optional.empty());
    }

    /** A pool alone. */
    public static Instruments of(Supplier<PoolStats> pool) {
        return new Instruments(Optional.of(pool), Optional.empty());
    }

    /** The same with a stream's lag. */
    public Instruments withLag(Supplier<OptionalLong> source) {
        return new Instruments(pool, Optional.of(source));
    }
}
