package dev.arclet.stream;

import dev.arclet.alert.Alert;
import java.util.List;
import java.util.Optional;

/**
 * Which alerts go on to be scored.
 *
 * @param solarSystem whether alerts of Solar System objects are scored; they are no lenses and have no object to collect bands for
 * @param rules all must hold
 */
public record Acceptance(boolean solarSystem, List<AcceptRule> rules) {

    /** Scores all that is not of the Solar System. */
    public static final Acceptance ALL_BUT_SOLAR_SYSTEM = new Acceptance(false, List.of());

    public Acceptance {
        rules = List.copyOf(rules);
    }

    /** Why the alert is skipped; empty if it is accepted. */
    public Optional<String> refusal(Alert alert) {
        if (!solarSystem
                && alert.solarSystemId().isPresent()
                && alert.objectId().isEmpty()) {
            return Optional.of("solar_system: object " + alert.solarSystemId().get());
        }
        return rules.stream().filter(rule -> !rule.accepts(alert)).findFirst().map(rule -> rule.explain(alert));
    }
}
