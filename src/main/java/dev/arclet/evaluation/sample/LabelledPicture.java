package dev.arclet.evaluation.sample;

import dev.arclet.picture.Picture;
import java.util.Optional;

/**
 * One of the pictures that a model is evaluated on.
 *
 * @param specimen what it shows
 * @param picture as the network looks at it; empty where there is nothing to look at
 */
public record LabelledPicture(Specimen specimen, Optional<Picture> picture) {}
