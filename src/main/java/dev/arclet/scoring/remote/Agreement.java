package dev.arclet.scoring.remote;

import java.util.Optional;

/**
 * What a bundle and a server's model have in common: how pictures are sent and how scores are read.
 *
 * @param input name of the input
 * @param inputType of the input's numbers
 * @param layout of the input
 * @param output name of the output
 * @param outputType of the output's numbers
 * @param version of the model that is served; empty while the server has not told
 */
record Agreement(
        String input,
        TensorType inputType,
        Layout layout,
        String output,
        TensorType outputType,
        Optional<String> version) {

    Agreement withVersion(Optional<String> served) {
        return new Agreement(input, inputType, layout, output, outputType, served);
    }

    /** Whether pictures are sent and scores are read in the same way, whatever the version. */
    boolean hasTensorsOf(Agreement other) {
        return withVersion(Optional.empty()).equals(other.withVersion(Optional.empty()));
    }
}
