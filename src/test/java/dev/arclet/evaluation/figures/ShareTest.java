package dev.arclet.evaluation.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void theIntervalIsWilsons() {
        // (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n) with p = 81/263, n = 263 and z = 1.95996.
        Share share = Share.of(81, 263);
        assertEquals(0.2553, share.low(), 1e-4);
        assertEquals(0.3662, share.high(), 1e-4);
    }

    @Test
    void noneAndAllKeepAnOpenEnd() {
        assertEquals(0, Share.of(0, 100).low());
        assertEquals(0.0370, Share.of(0, 100).high(), 1e-4);
        assertEquals(1, Share.of(100, 100).high());
        assertEquals(1 - 0.0370, Share.of(100, 100).low(), 1e-4);
    }

    @Test
    void fourTimesAsManyHalveTheInterval() {
        double wide = width(Share.of(300, 1000));
        double narrow = width(Share.of(1200, 4000));
        assertEquals(2, wide / narrow, 0.01);
    }

    private static double width(Share share) {
        return share.high() - share.low();
    }

    @Test
    void aShareOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Share.of(0, 0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Share.of(3, 2))
                .getMessage()
                .contains("3 in 2"));
    }
}
