package dev.arclet.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TailTest {

    private static Histogram upTo(int alerts) {
        Histogram histogram = new Histogram(3);
        for (int micros = 1; micros <= alerts; micros++) {
            histogram.recordValue(micros * 1_000L);
        }
        return histogram;
    }

    /** 0.99^459 is below 1 %, 0.99^458 is not. */
    @Test
    void withoutALateOne459AlertsProveThatOneIn100IsLateAtMost() {
        assertEquals(Optional.of(true), Tail.of(upTo(459), Optional.of(0L)).within());
        assertEquals(Optional.of(false), Tail.of(upTo(458), Optional.of(0L)).within());
    }

    /** Of 10,000 alerts with a chance of 1 % each, 77 or fewer are late with 0.9715 %, 78 or fewer with 1.2933 %. */
    @Test
    void of10000Alerts77MayBeLateWhere78AreNoProof() {
        assertEquals(Optional.of(true), Tail.of(upTo(10_000), Optional.of(77L)).within());
        assertEquals(Optional.of(false), Tail.of(upTo(10_000), Optional.of(78L)).within());
        assertEquals(0.00971510, Tail.chanceOfAtMost(77, 10_000, 0.01), 1e-8);
        assertEquals(1, Tail.chanceOfAtMost(3, 3, 0.01));
    }

    @Test
    void theIntervalOfThe99thPercentileHoldsIt() {
        Tail tail = Tail.of(upTo(10_000), Optional.empty());

        assertEquals(9_880, tail.low(), 20);
        assertEquals(9_920, tail.high().orElseThrow(), 20);
        assertEquals(Optional.empty(), tail.within());
    }

    @Test
    void aHundredAlertsSayNothingOfWhatLiesAboveTheir99th() {
        assertTrue(Tail.of(upTo(100), Optional.empty()).high().isEmpty());
        assertEquals(0, Tail.of(upTo(0), Optional.empty()).low());
    }
}
