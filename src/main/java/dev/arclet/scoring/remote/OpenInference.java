package dev.arclet.scoring.remote;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.arclet.scoring.FailureCause;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc;
import dev.arclet.scoring.protocol.oip.InferTensorContents;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferRequest.InferInputTensor;
import dev.arclet.scoring.protocol.oip.ModelInferRequest.InferRequestedOutputTensor;
import dev.arclet.scoring.protocol.oip.ModelInferResponse;
import dev.arclet.scoring.protocol.oip.ModelInferResponse.InferOutputTensor;
import dev.arclet.scoring.protocol.oip.ModelMetadataRequest;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse.TensorMetadata;
import dev.arclet.scoring.protocol.oip.ModelReadyRequest;
import io.grpc.Deadline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * The Open Inference Protocol (KServe v2) over gRPC: Triton, OpenVINO Model Server, MLServer, KServe, and {@code arclet worker}.
 *
 * <p>Pictures go as raw contents, straight from the encoder's buffer. A call that was given up may still be on its way out while the
 * next batch is written there; its answer is no longer read by anybody.
 */
final class OpenInference implements InferenceProtocol {
    private final Connection connection;
    private final String model;
    private final String version;

    /** @param version empty: the server's choice */
    OpenInference(Connection connection, String model, String version) {
        this.connection = connection;
        this.model = model;
        this.version = version;
    }

    @Override
    public ServedModel describe(Deadline deadline) throws WorkerException {
        boolean ready = isReady(deadline);
        // Also where it is not: some servers call a model that they have never heard of not ready, but do not describe
        // it.
        ServedModel described = metadata(deadline);
        if (!ready) {
            throw new WorkerUnreachableException(server() + " says that model " + model + " is not ready");
        }
        return described;
    }

    private ServedModel metadata(Deadline deadline) throws WorkerException {
        ModelMetadataResponse metadata = connection.call(
                "model " + model,
                GRPCInferenceServiceGrpc.getModelMetadataMethod(),
                ModelMetadataRequest.newBuilder()
                        .setName(model)
                        .setVersion(version)
                        .build(),
                deadline);
        return new ServedModel(
                described(metadata.getInputsList()),
                described(metadata.getOutputsList()),
                metadata.getVersionsList(),
                metadata.getPlatform());
    }

    private boolean isReady(Deadline deadline) throws WorkerException {
        return connection
                .call(
                        "the readiness of model " + model,
                        GRPCInferenceServiceGrpc.getModelReadyMethod(),
                        ModelReadyRequest.newBuilder()
                                .setName(model)
                                .setVersion(version)
                                .build(),
                        deadline)
                .getReady();
    }

    private static List<TensorDescription> described(List<TensorMetadata> tensors) {
        return tensors.stream()
                .map(tensor -> new TensorDescription(tensor.getName(), tensor.getDatatype(), tensor.getShapeList()))
                .toList();
    }

    @Override
    public Answer infer(String batchId, Agreement agreement, List<Long> shape, ByteBuffer pictures, Deadline deadline)
            throws WorkerException {
        ModelInferRequest request = ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(batchId)
                .addInputs(InferInputTensor.newBuilder()
                        .setName(agreement.input())
                        .setDatatype(agreement.inputType().name())
                        .addAllShape(shape))
                .addOutputs(InferRequestedOutputTensor.newBuilder().setName(agreement.output()))
                .addRawInputContents(UnsafeByteOperations.unsafeWrap(pictures))
                .build();
        ModelInferResponse response =
                connection.call("scores", GRPCInferenceServiceGrpc.getModelInferMethod(), request, deadline);
        if (!response.getId().isEmpty() && !response.getId().equals(batchId)) {
            throw new WorkerException(
                    FailureCause.GARBAGE,
                    server() + " answers batch " + batchId + " with the answer for " + response.getId());
        }
        return answer(response, agreement.output());
    }

    private Answer answer(ModelInferResponse response, String output) throws WorkerException {
        for (int i = 0; i < response.getOutputsCount(); i++) {
            InferOutputTensor tensor = response.getOutputs(i);
            if (tensor.getName().equals(output)) {
                return new Answer(
                        new TensorDescription(tensor.getName(), tensor.getDatatype(), tensor.getShapeList()),
                        content(response, i),
                        Optional.of(response.getModelVersion()).filter(told -> !told.isEmpty()));
            }
        }
        throw new WorkerException(
                FailureCause.WRONG_SHAPE,
                server() + " answers without output " + output + "; it gives "
                        + response.getOutputsList().stream()
                                .map(InferOutputTensor::getName)
                                .toList());
    }

    private static ByteBuffer content(ModelInferResponse response, int index) {
        if (response.getRawOutputContentsCount() > index) {
            ByteString raw = response.getRawOutputContents(index);
            return raw.asReadOnlyByteBuffer();
        }
        InferTensorContents contents = response.getOutputs(index).getContents();
        ByteBuffer bytes = ByteBuffer.allocate(contents.getFp32ContentsCount() * Float.BYTES
                        + contents.getIntContentsCount()
                        + contents.getUintContentsCount())
                .order(ByteOrder.LITTLE_ENDIAN);
        contents.getFp32ContentsList().forEach(bytes::putFloat);
        contents.getIntContentsList().forEach(number -> bytes.put(number.byteValue()));
        contents.getUintContentsList().forEach(number -> bytes.put(number.byteValue()));
        return bytes.flip();
    }

    @Override
    public String server() {
        return connection.endpoint().toString();
    }

    @Override
    public void close() {
        connection.close();
    }
}
