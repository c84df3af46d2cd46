package dev.arclet.night;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** The time that a replay lives in; a test can give it another. */
interface ReplayClock {

    /** Nanoseconds from an arbitrary origin, for waiting and for rates. */
    long nanos();

    /** The hour, microseconds since 1970, for the alerts' headers. */
    long epochMicros();

    /** Waits. */
    void sleepNanos(long nanos) throws InterruptedException;

    /** The real one. */
    static ReplayClock system() {
        return new ReplayClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long epochMicros() {
                return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            }

            @Override
            public void sleepNanos(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
    }
}
