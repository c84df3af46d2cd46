package dev.arclet.evaluation.sample;

import dev.arclet.picture.Picture;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One of the pictures that a model is evaluated on.
 *
 * @param specimen what it shows
 * @param maker makes it; see {@link #picture}
 */
public record LabelledPicture(Specimen specimen, Supplier<Optional<Picture>> maker) {
    /**
     * Makes the picture as the network looks at it; empty where there is nothing to look at. Most of a picture's cost is here, and other
     * threads than the source's may call it.
     *
     * @throws BadSampleException if its file can't be read or is not what it should be
     */
    public Optional<Picture> picture() {
        return maker.get();
    }
}
