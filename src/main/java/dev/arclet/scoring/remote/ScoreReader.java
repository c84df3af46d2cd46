package dev.arclet.scoring.remote;

import dev.arclet.scoring.FailureCause;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** Reads scores out of a server's answer, which is believed only as far as it fits what was asked. */
final class ScoreReader {
    /** Rounding that is taken for such; a quantised output with coarser steps than this has no use. */
    private static final float MOST_SLACK = 0.05f;

    private final TensorType type;
    private final Quantization quantization;
    private final float slack;

    ScoreReader(TensorType type, Optional<Quantization> quantization) {
        this.type = type;
        this.quantization = quantization.orElse(Quantization.NONE);
        this.slack = Math.min(MOST_SLACK, type.step(this.quantization));
    }

    /**
     * Reads the first scores of an answer.
     *
     * @param rows pictures that were sent, padding included
     * @param wanted how many of them are pictures; so many scores are written from index 0
     * @throws WorkerDeclinedException if a number is out of 0 to 1 by more than rounding: the model has another end
     * @throws WorkerException if it is of another type or not one number a row, or if none of the wanted is a number
     */
    void read(InferenceProtocol.Answer answer, int rows, int wanted, float[] scores) throws WorkerException {
        TensorDescription given = answer.description();
        if (!given.type().equals(type.name())) {
            throw new WorkerException(
                    FailureCause.WRONG_SHAPE, "the server answers with " + given + " although it had said " + type);
        }
        if (numbers(given.shape()) != rows) {
            throw new WorkerException(
                    numbers(withoutFirst(given.shape())) == 1 ? FailureCause.WRONG_ROWS : FailureCause.WRONG_SHAPE,
                    "the server answers with " + given + " for " + rows + " pictures; a score each was due");
        }
        ByteBuffer content = answer.content().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (content.remaining() != rows * type.bytes()) {
            throw new WorkerException(
                    FailureCause.GARBAGE,
                    "the server answers with " + content.remaining() + " bytes, but " + given + " has "
                            + rows * type.bytes());
        }
        boolean anyScore = false;
        for (int i = 0; i < wanted; i++) {
            scores[i] = score(type.read(content, quantization));
            anyScore |= !Float.isNaN(scores[i]);
        }
        if (!anyScore) {
            throw new WorkerException(
                    FailureCause.NO_SCORE,
                    "the server gives NaN for "
                            + (wanted == 1
                                    ? "a picture"
                                    : "the first of " + wanted + " pictures, and no score for the others")
                            + "; a score is 0 to 1");
        }
    }

    private static long numbers(List<Long> shape) {
        return shape.stream().mapToLong(length -> length).reduce(1, (a, b) -> a * b);
    }

    private static List<Long> withoutFirst(List<Long> shape) {
        return shape.isEmpty() ? shape : shape.subList(1, shape.size());
    }

    private float score(float given) throws WorkerException {
        if (given < -slack || given > 1 + slack) {
            throw WorkerDeclinedException.useless(
                    FailureCause.NO_SCORE,
                    "the server gives " + given
                            + " for a picture, and a score is 0 to 1; export the network with its last sigmoid"
                            + (type.isQuantized() ? ", or correct output.scale and output.zeroPoint" : ""),
                    null);
        }
        return Float.isNaN(given) ? given : Math.max(0, Math.min(1, given));
    }
}
