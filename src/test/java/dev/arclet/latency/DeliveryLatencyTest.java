package dev.arclet.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.DeliveryLatency.Leg;
import dev.arclet.latency.DeliveryLatency.Moments;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeliveryLatencyTest {
    private static final long SENT = 1_795_000_000_000_000L;

    private final DeliveryLatency latency = new DeliveryLatency();

    @Test
    void partsAddUpToTheWhole() {
        latency.record(moments(800, OptionalLong.of(SENT + 1_000), 1_500));

        assertEquals(
                List.of(
                        "latency (ms)             records         p50         p90         p99       p99.9         max",
                        "sent-to-published              1       0.800       0.800       0.800       0.800       0.800",
                        "published-to-broker            1       0.200       0.200       0.200       0.200       0.200",
                        "broker-to-consumer             1       0.500       0.500       0.500       0.500       0.500",
                        "published-to-consumer          1       0.700       0.700       0.700       0.700       0.700",
                        "sent-to-consumer               1       1.500       1.500       1.500       1.500       1.500"),
                latency.render().lines().toList());
    }

    @Test
    void withoutTheBrokersTimeItsPartIsLeftOut() {
        latency.record(moments(30_000, OptionalLong.empty(), 37_500));

        assertEquals(0, latency.count(Leg.PUBLISHED_TO_BROKER));
        assertEquals(0, latency.count(Leg.BROKER_TO_CONSUMER));
        assertEquals(1, latency.count(Leg.PUBLISHED_TO_CONSUMER));
    }

    @Test
    void theBrokersWholeMillisecondsAreNoDisagreementOfClocksButASecondIs() {
        latency.record(moments(30_700, OptionalLong.of(SENT + 30_000), 31_000));
        assertFalse(latency.render().contains("clocks"), latency.render());

        latency.record(moments(1_030_000, OptionalLong.of(SENT + 30_000), 31_000));
        assertTrue(
                latency.render().contains("2 times a part ended before it began: two clocks disagree"),
                latency.render());
    }

    @Test
    void beforeTheFirstRecordThereIsNothingToSay() {
        assertEquals("", latency.render());
    }

    private static Moments moments(long published, OptionalLong appended, long consumed) {
        return new Moments(OptionalLong.of(SENT), OptionalLong.of(SENT + published), appended, SENT + consumed);
    }
}
