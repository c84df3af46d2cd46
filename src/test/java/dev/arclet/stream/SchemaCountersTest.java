package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class SchemaCountersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SchemaCounters counters = new SchemaCounters(registry);

    private double count(String id) {
        return registry.get("arclet.alerts.schema").tag("id", id).counter().count();
    }

    @Test
    void aChangeOfSchemaInMidNightIsSeen() {
        counters.count(1000);
        counters.count(1000);
        counters.count(1101);
        counters.count(0);

        assertEquals(2, count("1000"));
        assertEquals(1, count("1101"));
        assertEquals(1, count("own"));
    }

    @Test
    void moreIdsThanAnySurveyHasDoNotFillTheMetrics() {
        for (int id = 1; id <= SchemaCounters.IDS_KEPT + 10; id++) {
            counters.count(id);
        }

        assertEquals(
                SchemaCounters.IDS_KEPT + 1,
                registry.find("arclet.alerts.schema").counters().size());
        assertEquals(10, count("other"));
    }
}
