package dev.arclet.scoring;

import dev.arclet.picture.Recipe;

/** What {@code model.yaml} says, checked. */
record ModelDescription(
        String name,
        String version,
        Recipe recipe,
        String input,
        String output,
        float threshold,
        Calibration calibration) {}
