package dev.arclet.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTest {
    @ParameterizedTest
    @CsvSource({
        "1, LENS",
        "1.0, LENS",
        "+1, LENS",
        "1e0, LENS",
        "1.000000000000000000e+00, LENS",
        "Lenses, LENS",
        "0, OTHER",
        "0.0, OTHER",
        "-0.0, OTHER",
        "non-lens, OTHER",
        "Non Lenses, OTHER",
        "not_lens, OTHER",
        "-1, UNKNOWN",
        "-1.0, UNKNOWN",
        "-1.00, UNKNOWN",
        "-1e0, UNKNOWN",
        "' -1.0 ', UNKNOWN",
        "NaN, UNKNOWN",
        "'', UNKNOWN"
    })
    void numbersAreReadAsNumbersAndWordsHoweverTheyAreSpelled(String cell, Label label) {
        assertEquals(Optional.of(label), Label.of(cell));
    }

    @Test
    void whatIsNeitherIsNoLabel() {
        for (String cell : new String[] {"- 1", "2", "0.5", "-2", "01", "spiral", "1.0.0", "--1"}) {
            assertEquals(Optional.empty(), Label.of(cell), cell);
        }
    }
}
