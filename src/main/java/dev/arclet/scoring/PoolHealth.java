package dev.arclet.scoring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a pool can score.
 *
 * @param outage for how long no worker has answered: every worker is out of service, or pictures wait and no score has come for
 *     the pool's stall time. Empty while all is well. A stream thread gives up when this grows past its own patience.
 * @param outOfService names of the workers that are out
 * @param lastFailure what the last failure was, with the worker's name, whether or not it has passed
 */
public record PoolHealth(Optional<Duration> outage, List<String> outOfService, Optional<String> lastFailure) {

    public PoolHealth {
        outOfService = List.copyOf(outOfService);
    }
}
