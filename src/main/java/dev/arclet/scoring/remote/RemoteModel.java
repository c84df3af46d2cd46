package dev.arclet.scoring.remote;

import java.util.List;
import java.util.Optional;

/**
 * The model as its server knows it, as far as that differs from the bundle or is not told by the server.
 *
 * @param name on the server; empty: the bundle's
 * @param version on the server; empty: the server's choice
 * @param signature of a TensorFlow model; empty: {@code serving_default}
 * @param input how pictures are taken
 * @param output how scores are given
 * @param batchSizes the only sizes that the device computes, rising; smaller batches are padded. Empty: any size
 */
public record RemoteModel(
        Optional<String> name,
        Optional<String> version,
        Optional<String> signature,
        Input input,
        Output output,
        List<Integer> batchSizes) {

    public RemoteModel {
        batchSizes = List.copyOf(batchSizes);
    }

    /**
     * Pictures in.
     *
     * @param name of the tensor; empty: the bundle's
     * @param layout empty: what the server's shape says
     * @param quantization what its numbers mean when they are INT8 or UINT8
     */
    public record Input(Optional<String> name, Optional<Layout> layout, Optional<Quantization> quantization) {}

    /**
     * Scores out.
     *
     * @param name of the tensor; empty: the bundle's
     * @param quantization what its numbers mean when they are INT8 or UINT8
     */
    public record Output(Optional<String> name, Optional<Quantization> quantization) {}

    /** As the bundle and the server say, with batches of any size. */
    public static RemoteModel asInBundle() {
        return new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Input(Optional.empty(), Optional.empty(), Optional.empty()),
                new Output(Optional.empty(), Optional.empty()),
                List.of());
    }
}
