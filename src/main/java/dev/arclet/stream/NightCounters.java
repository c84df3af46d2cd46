package dev.arclet.stream;

import dev.arclet.alert.ObservingNight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metric {@code arclet.night.alerts{night, outcome, reason}}: endings of this process by the night that the alerts were taken in. Of the
 * nights that alerts came from last, {@value #NIGHTS_KEPT} are kept, so that a replay of a year does not fill the metrics. Thread-safe; a
 * count takes a lock for some tens of nanoseconds.
 */
final class NightCounters {
    static final int NIGHTS_KEPT = 4;

    private final MeterRegistry registry;
    /** Counters by outcome and reason, of each night; the night that was counted last is the last. */
    private final LinkedHashMap<ObservingNight, Map<String, Counter>> nights = new LinkedHashMap<>(16, 0.75f, true);

    NightCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized void count(ObservingNight night, String outcome, String reason) {
        nights.computeIfAbsent(night, begun -> new HashMap<>())
                .computeIfAbsent(outcome + ":" + reason, ending -> counter(night, outcome, reason))
                .increment();
        if (nights.size() > NIGHTS_KEPT) {
            ObservingNight longestAgo = nights.keySet().iterator().next();
            nights.remove(longestAgo).values().forEach(registry::remove);
        }
    }

    private Counter counter(ObservingNight night, String outcome, String reason) {
        return Counter.builder("arclet.night.alerts")
                .description("Alerts that have ended, by the observing night that they were taken in")
                .tag("night", night.toString())
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }
}
