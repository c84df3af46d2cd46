package dev.arclet.evaluation.sample;

import java.io.IOException;
import java.util.Optional;

/** Labelled pictures, one after another, made for one model. For one thread. */
public interface PictureSource extends AutoCloseable {
    /**
     * The next picture; empty after the last one.
     *
     * @throws IOException if it can't be read; the message names the file
     * @throws BadSampleException if the file is not what it should be
     */
    Optional<LabelledPicture> next() throws IOException;

    /** In words, how large the pixels of the pictures so far were taken to be, for reports. */
    String pixels();

    @Override
    void close() throws IOException;
}
