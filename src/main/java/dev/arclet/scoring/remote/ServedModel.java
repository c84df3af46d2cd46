package dev.arclet.scoring.remote;

import java.util.List;

/** What a server says of its model. */
record ServedModel(List<TensorDescription> inputs, List<TensorDescription> outputs) {

    ServedModel {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
