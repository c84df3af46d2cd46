package dev.arclet.scoring;

import java.util.Optional;

/** The picture that a pool scored last, for workers that have scored none themselves to show with it that they can. Thread-safe. */
final class Witness {
    private volatile Optional<float[]> picture = Optional.empty();

    void scored(float[] next) {
        picture = Optional.of(next);
    }

    Optional<float[]> picture() {
        return picture;
    }
}
