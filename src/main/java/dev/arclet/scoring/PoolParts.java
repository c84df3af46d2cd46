package dev.arclet.scoring;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/** What all dispatchers of a pool share. */
record PoolParts(
        PoolSettings settings,
        int pictureLength,
        WaitingLine line,
        Answers answers,
        Witness witness,
        MeterRegistry meters,
        LongSupplier epochMicros) {}
