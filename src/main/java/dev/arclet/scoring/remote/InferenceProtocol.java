package dev.arclet.scoring.remote;

import dev.arclet.scoring.WorkerException;
import io.grpc.Deadline;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The calls that a kind of server answers. For one thread. */
interface InferenceProtocol extends AutoCloseable {

    /**
     * Asks what the model takes and gives.
     *
     * @param deadline by which the answer must be there, here and below
     * @throws WorkerException if there is no such model, or nobody answers
     */
    ServedModel describe(Deadline deadline) throws WorkerException;

    /**
     * Has a batch scored.
     *
     * @param batchId that the server's log and the answer carry, where the protocol has a place for it
     * @param shape of the pictures, the rows first
     * @param pictures little-endian, of the agreed type; left as they are
     * @return what the server gave for the agreed output
     * @throws WorkerException if there is no such answer
     */
    Answer infer(String batchId, Agreement agreement, List<Long> shape, ByteBuffer pictures, Deadline deadline)
            throws WorkerException;

    /**
     * A tensor from a server.
     *
     * @param description its name, type and shape
     * @param content its numbers, little-endian, of that type
     * @param version of the model that computed them; empty where the server does not tell
     */
    record Answer(TensorDescription description, ByteBuffer content, Optional<String> version) {}

    /** The server, for messages: {@code gpu-1:8001}. */
    String server();

    @Override
    void close();
}
