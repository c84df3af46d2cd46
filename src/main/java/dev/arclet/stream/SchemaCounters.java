package dev.arclet.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metric {@code arclet.alerts.schema{id}}: alerts that could be read, by the id of the schema that they were written with, so that a survey's
 * change of schema in mid-night is seen. Only ids that some source knows are counted, and of those the first {@value #IDS_KEPT}; the
 * rest are {@code other}. Thread-safe; a count costs a map look-up and an add.
 */
final class SchemaCounters {
    static final int IDS_KEPT = 64;

    private static final Logger log = LoggerFactory.getLogger(SchemaCounters.class);

    private final MeterRegistry registry;
    private final Map<Integer, Counter> byId = new ConcurrentHashMap<>();

    SchemaCounters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param id of the writer's schema; 0 for packets that carry theirs */
    void count(int id) {
        Counter known = byId.get(id);
        (known == null ? first(id) : known).increment();
    }

    private synchronized Counter first(int id) {
        if (byId.size() >= IDS_KEPT && !byId.containsKey(id)) {
            return counter("other");
        }
        return byId.computeIfAbsent(id, seen -> {
            if (seen != 0) {
                log.info("first alert with schema id {}", seen);
            }
            return counter(seen == 0 ? "own" : Integer.toString(seen));
        });
    }

    private Counter counter(String id) {
        return Counter.builder("arclet.alerts.schema")
                .description("Alerts that could be read, by the schema that they were written with")
                .tag("id", id)
                .register(registry);
    }
}
