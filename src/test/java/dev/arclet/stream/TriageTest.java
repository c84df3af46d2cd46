package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class TriageTest {
    private static final long NOW = 1_795_000_000_000_000L;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Triage extendedFirst = new Triage(
            List.of(Condition.parse("extendedness >= 0.5"), Condition.parse("snr > 5")),
            Optional.of(LIMIT),
            Optional.empty());

    @Test
    void anAlertThatMeetsAllConditionsGoesFirst() {
        assertTrue(extendedFirst.isFirst(with(Map.of("extendedness", 0.9, "snr", 6.0))));
        assertFalse(extendedFirst.isFirst(with(Map.of("extendedness", 0.9, "snr", 4.0))));
    }

    @Test
    void whatWasNotMeasuredPutsNoAlertFirst() {
        assertFalse(extendedFirst.isFirst(with(Map.of("snr", 6.0))));
    }

    @Test
    void withoutConditionsAllAreAlike() {
        assertFalse(Triage.NONE.isFirst(with(Map.of("extendedness", 1.0))));
    }

    @Test
    void anAlertIsShedOnceItIsOlderThanTheLimitAndSaysHowOldItIs() {
        long onTheDot = NOW - LIMIT.toNanos() / 1000;

        assertEquals(Optional.empty(), extendedFirst.shedding(OptionalLong.of(onTheDot), false, NOW));
        assertEquals(
                Optional.of("shed: it was sent 725 s ago, and 600 s are allowed"),
                extendedFirst.shedding(OptionalLong.of(NOW - 725_000_000L), false, NOW));
    }

    @Test
    void anAlertThatGoesFirstHasALimitOfItsOwn() {
        OptionalLong anHourAgo = OptionalLong.of(NOW - 3_600_000_000L);

        assertEquals(Optional.empty(), extendedFirst.shedding(anHourAgo, true, NOW));
        Triage withLimit = new Triage(List.of(), Optional.empty(), Optional.of(LIMIT));
        assertTrue(withLimit.shedding(anHourAgo, true, NOW).isPresent());
        assertEquals(Optional.empty(), withLimit.shedding(anHourAgo, false, NOW));
    }

    @Test
    void anAlertOfWhichNobodyKnowsWhenItWasSentOrThatComesFromTheFutureIsNotShed() {
        assertEquals(Optional.empty(), extendedFirst.shedding(OptionalLong.empty(), false, NOW));
        assertEquals(Optional.empty(), extendedFirst.shedding(OptionalLong.of(NOW + 1_000_000_000L), false, NOW));
    }

    @Test
    void aHeaderThatSomebodyElseWroteDoesNotPutAnAlertFirst() {
        Headers headers = new RecordHeaders().add(Triage.FIRST_HEADER, new byte[] {'1'});

        extendedFirst.mark(headers, false);
        assertFalse(extendedFirst.isMarked(headers));

        extendedFirst.mark(headers, true);
        assertTrue(extendedFirst.isMarked(headers));
        assertFalse(Triage.NONE.isMarked(headers), "no rule puts any first");
    }

    @Test
    void aConditionThatIsNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Condition.parse("extended"));
    }

    private static Alert with(Map<String, Double> quality) {
        return TestAlert.withQuality(quality);
    }
}
