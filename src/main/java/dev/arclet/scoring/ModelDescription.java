package dev.arclet.scoring;

import dev.arclet.picture.Recipe;
import java.util.Optional;

/** What {@code model.yaml} says, checked. */
record ModelDescription(
        String name,
        String version,
        Recipe recipe,
        String input,
        String output,
        float threshold,
        Optional<Double> thresholdFpr,
        Calibration calibration) {}
