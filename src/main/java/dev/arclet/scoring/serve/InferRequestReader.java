package dev.arclet.scoring.serve;

import com.google.protobuf.ByteString;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferRequest.InferInputTensor;
import dev.arclet.scoring.protocol.oip.ModelInferRequest.InferRequestedOutputTensor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the pictures out of a request, and refuses, in a sentence, one that this model cannot answer. */
final class InferRequestReader {
    static final String DATATYPE = "FP32";

    private final ModelBundle bundle;
    private final int maxBatch;

    InferRequestReader(ModelBundle bundle, int maxBatch) {
        this.bundle = bundle;
        this.maxBatch = maxBatch;
    }

    /** @throws StatusException NOT_FOUND for another model, INVALID_ARGUMENT for all else */
    PictureBatch read(ModelInferRequest request) throws StatusException {
        requireModel(request.getModelName(), request.getModelVersion());
        for (InferRequestedOutputTensor output : request.getOutputsList()) {
            require(
                    output.getName().equals(bundle.output()),
                    () -> "output " + output.getName() + " is wanted; there is only " + bundle.output());
        }
        require(
                request.getInputsCount() == 1,
                () -> request.getInputsCount() + " inputs; give one, named " + bundle.input());
        InferInputTensor input = request.getInputs(0);
        require(
                input.getName().equals(bundle.input()),
                () -> "input is named " + input.getName() + "; name it " + bundle.input());
        require(input.getDatatype().equals(DATATYPE), () -> "input is " + input.getDatatype() + "; give " + DATATYPE);
        return pictures(rows(input.getShapeList()), numbers(request));
    }

    /** @throws StatusException NOT_FOUND if it is not the one that is served */
    void requireModel(String name, String version) throws StatusException {
        if (!name.equals(bundle.name()) || !(version.isEmpty() || version.equals(bundle.version()))) {
            throw Status.NOT_FOUND
                    .withDescription("model '" + name + "' version '" + version + "' is not here; this worker serves "
                            + bundle.name() + " version " + bundle.version())
                    .asException();
        }
    }

    /** Shape of the input; the rows are free. */
    List<Long> shape() {
        long channels = bundle.recipe().channels().size();
        long size = bundle.recipe().grid().size();
        return List.of(-1L, channels, size, size);
    }

    private int rows(List<Long> shape) throws StatusException {
        List<Long> wanted = shape();
        require(
                shape.size() == wanted.size() && withoutRows(shape).equals(withoutRows(wanted)),
                () -> "shape is " + shape + "; give [N, "
                        + withoutRows(wanted).toString().substring(1));
        long rows = shape.get(0);
        require(rows >= 1 && rows <= maxBatch, () -> rows + " pictures in a batch; give 1 to " + maxBatch);
        return (int) rows;
    }

    private static List<Long> withoutRows(List<Long> shape) {
        return shape.subList(1, shape.size());
    }

    private static FloatBuffer numbers(ModelInferRequest request) throws StatusException {
        int raw = request.getRawInputContentsCount();
        if (raw == 0) {
            return singly(request.getInputs(0).getContents().getFp32ContentsList());
        }
        require(raw == 1, () -> raw + " raw contents for 1 input; give one");
        ByteString bytes = request.getRawInputContents(0);
        require(
                bytes.size() % Float.BYTES == 0,
                () -> "raw contents of " + bytes.size() + " bytes are no 32-bit numbers");
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static FloatBuffer singly(List<Float> numbers) {
        FloatBuffer copy = FloatBuffer.allocate(numbers.size());
        numbers.forEach(copy::put);
        return copy.flip();
    }

    private PictureBatch pictures(int rows, FloatBuffer numbers) throws StatusException {
        int length = bundle.pictureLength();
        int given = numbers.remaining();
        require(
                given == (long) rows * length,
                () -> given + " numbers for " + rows + " pictures; give " + (long) rows * length);
        List<float[]> pictures = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            float[] picture = new float[length];
            numbers.get(picture);
            pictures.add(picture);
        }
        return new PictureBatch(pictures);
    }

    private static void require(boolean condition, Supplier<String> refusal) throws StatusException {
        if (!condition) {
            throw Status.INVALID_ARGUMENT.withDescription(refusal.get()).asException();
        }
    }
}
