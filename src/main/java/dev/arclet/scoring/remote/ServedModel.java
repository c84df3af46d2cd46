package dev.arclet.scoring.remote;

import java.util.List;
import java.util.Optional;

/**
 * What a server says of its model.
 *
 * @param versions that it has of it, as far as it tells
 * @param platform what computes it; empty where the server does not tell
 */
record ServedModel(
        List<TensorDescription> inputs, List<TensorDescription> outputs, List<String> versions, String platform) {

    ServedModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        versions = List.copyOf(versions);
    }

    /** The version that scores, where there is only one. */
    Optional<String> onlyVersion() {
        return versions.size() == 1 ? Optional.of(versions.get(0)) : Optional.empty();
    }
}
