package dev.arclet.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.scoring.Batcher.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two devices of unlike speed at one line, on a clock that only the test moves; so the figures are exact. */
class TwoSpeedsTest {
    private static final long MS = 1_000_000;
    private static final int LARGEST = 32;

    @Test
    void atSaturationLoadDividesBySpeed() {
        Run run = new Run(BatchPolicy.upTo(LARGEST));
        int submitted = 0;
        while (submitted < 50_000) {
            while (run.line.waiting() < 200) {
                run.line.add(run.now, run.now);
                submitted++;
            }
            run.offer();
            run.advanceTo(Long.MAX_VALUE);
        }

        double speeds = run.fast.fullRate() / run.slow.fullRate();
        assertEquals(1, (double) run.fast.scored / run.slow.scored / speeds, 0.1);
    }

    @Test
    void atFourFifthsOfCapacityADeadlineOf50MillisecondsIsMet() {
        Run run = new Run(new BatchPolicy(LARGEST, Optional.of(Duration.ofMillis(50))));
        double rate = 0.8 * (run.fast.fullRate() + run.slow.fullRate());
        assertTrue(rate > run.fast.fullRate(), "the fast one alone could not");
        int alerts = 50_000;
        for (int i = 0; i < alerts; i++) {
            long arrival = run.lastArrival + Math.round(-Math.log(1 - run.random.nextDouble()) / rate);
            run.lastArrival = arrival;
            while (run.now < arrival) {
                run.advanceTo(arrival);
                run.offer();
            }
            run.line.add(run.now, run.now);
            run.offer();
        }
        while (run.fast.scored + run.slow.scored < alerts) {
            run.advanceTo(Long.MAX_VALUE);
            run.offer();
        }

        assertTrue(run.late <= alerts / 100, run.late + " of " + alerts + " alerts were late");
    }

    private static final class Run {
        private static final long SECOND_LOOK = 2 * MS;

        final SplittableRandom random = new SplittableRandom(7);
        final Batcher<Long> line;
        final Device slow;
        final Device fast;
        final List<Device> devices;
        long now;
        long lastArrival;
        int late;

        Run(BatchPolicy policy) {
            Fleet fleet = new Fleet();
            this.line = new Batcher<>(policy, fleet, RetryBudget.ofRetries());
            this.slow = new Device(4 * MS, 2 * MS, fleet);
            this.fast = new Device(2 * MS, MS / 2, fleet);
            this.devices = List.of(slow, fast);
        }

        /** The slow one is asked first, which is the worst order. */
        void offer() {
            for (Device device : devices) {
                if (device.batch.isEmpty()) {
                    boolean othersFree = devices.stream().anyMatch(other -> other != device && other.batch.isEmpty());
                    device.begin(line.take(device.station, othersFree, now));
                }
            }
        }

        /** To the next moment at which a device is done or looks again, but no further than this. */
        void advanceTo(long limit) {
            long next = line.waiting() > 0 ? Math.min(limit, now + SECOND_LOOK) : limit;
            for (Device device : devices) {
                next = device.batch.isEmpty() ? next : Math.min(next, device.doneAt);
            }
            now = next;
            devices.forEach(Device::finishIfDone);
        }

        private final class Device {
            final long fixed;
            final long each;
            final ServiceTimes times = new ServiceTimes();
            final Station station =
                    new Station("a device", BatchSizes.upTo(LARGEST), LARGEST, times, false, () -> true);
            List<Taken<Long>> batch = List.of();
            long began;
            long doneAt;
            int scored;

            Device(long fixed, long each, Fleet fleet) {
                this.fixed = fixed;
                this.each = each;
                fleet.add(station);
            }

            double fullRate() {
                return (double) LARGEST / (fixed + LARGEST * each);
            }

            void begin(List<Taken<Long>> taken) {
                batch = taken;
                began = now;
                double jitter = 1 + 0.03 * random.nextDouble();
                doneAt = now + Math.round((fixed + taken.size() * each) * jitter);
            }

            void finishIfDone() {
                if (batch.isEmpty() || doneAt > now) {
                    return;
                }
                times.observe(batch.size(), doneAt - began);
                scored += batch.size();
                late += (int)
                        batch.stream().filter(one -> now - one.item() > 50 * MS).count();
                batch = List.of();
                station.freed();
            }
        }
    }
}
