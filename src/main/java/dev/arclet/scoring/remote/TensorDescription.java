package dev.arclet.scoring.remote;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a server says of an input or output.
 *
 * @param name of the tensor
 * @param type of its numbers, in the words of the Open Inference Protocol; may be one that is not in {@link TensorType}
 * @param shape lengths of its dimensions, below 0 where free; empty where the server does not tell
 */
record TensorDescription(String name, String type, List<Long> shape) {

    TensorDescription {
        shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
        return type + " " + text(shape);
    }

    /** A shape as one reads it. */
    static String text(List<Long> shape) {
        return shape.stream()
                .map(length -> length < 0 ? "N" : Long.toString(length))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
