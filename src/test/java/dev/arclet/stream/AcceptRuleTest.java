package dev.arclet.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.Alert;
import dev.arclet.alert.SkyPosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptRuleTest {

    @ParameterizedTest
    @CsvSource({
        "snr >= 5, 5, true",
        "snr >= 5, 4.9, false",
        "snr>5, 5, false",
        "snr <= 5, 5, true",
        "snr < 5, 5, false",
        "snr == 1, 1, true",
        "snr != 1, 1, false",
        "snr < -2.5e1, -30, true"
    })
    void comparesTheQuantityWithTheBound(String condition, double value, boolean accepted) {
        assertEquals(accepted, AcceptRule.parse("faint", condition).accepts(alert(Map.of("snr", value))));
    }

    @Test
    void whatWasNotMeasuredIsNoReasonToSkip() {
        assertTrue(AcceptRule.parse("faint", "snr >= 5").accepts(alert(Map.of())));
    }

    @Test
    void aRefusalNamesTheReasonTheValueAndTheBound() {
        Acceptance acceptance = new Acceptance(false, List.of(AcceptRule.parse("faint", "snr >= 5")));

        assertEquals(Optional.of("faint: snr is 3.250, wanted >= 5"), acceptance.refusal(alert(Map.of("snr", 3.25))));
        assertEquals(Optional.empty(), acceptance.refusal(alert(Map.of("snr", 9.0))));
    }

    @Test
    void alertsOfTheSolarSystemAreSkippedUnlessWanted() {
        Alert asteroid = alert(Optional.empty(), Optional.of("88"), Map.of());

        assertEquals(Optional.of("solar_system: object 88"), Acceptance.ALL_BUT_SOLAR_SYSTEM.refusal(asteroid));
        assertEquals(Optional.empty(), new Acceptance(true, List.of()).refusal(asteroid));
    }

    @Test
    void anObjectThatAnAsteroidPassesIsStillScored() {
        Alert both = alert(Optional.of("7"), Optional.of("88"), Map.of());

        assertFalse(Acceptance.ALL_BUT_SOLAR_SYSTEM.refusal(both).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"snr", "snr >=", ">= 5", "snr >= five", "snr => 5", "snr >= 5 and more", ""})
    void whatIsNoRuleIsRefusedWithAnExample(String condition) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> AcceptRule.parse("faint", condition));
        assertTrue(e.getMessage().contains("'snr >= 5'"), e.getMessage());
    }

    private static Alert alert(Map<String, Double> quality) {
        return alert(Optional.of("7"), Optional.empty(), quality);
    }

    private static Alert alert(Optional<String> object, Optional<String> solarSystem, Map<String, Double> quality) {
        return TestAlert.of(object, solarSystem, new SkyPosition(10, -20), quality);
    }
}
