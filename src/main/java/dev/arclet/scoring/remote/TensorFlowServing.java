package dev.arclet.scoring.remote;

import com.google.protobuf.Any;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import dev.arclet.scoring.FailureCause;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import dev.arclet.scoring.protocol.tensorflow.DataType;
import dev.arclet.scoring.protocol.tensorflow.SignatureDef;
import dev.arclet.scoring.protocol.tensorflow.TensorInfo;
import dev.arclet.scoring.protocol.tensorflow.TensorProto;
import dev.arclet.scoring.protocol.tensorflow.TensorShapeProto;
import dev.arclet.scoring.protocol.tensorflow.TensorShapeProto.Dim;
import dev.arclet.scoring.protocol.tfserving.GetModelMetadataRequest;
import dev.arclet.scoring.protocol.tfserving.GetModelMetadataResponse;
import dev.arclet.scoring.protocol.tfserving.GetModelStatusRequest;
import dev.arclet.scoring.protocol.tfserving.GetModelStatusResponse;
import dev.arclet.scoring.protocol.tfserving.ModelServiceGrpc;
import dev.arclet.scoring.protocol.tfserving.ModelSpec;
import dev.arclet.scoring.protocol.tfserving.ModelVersionStatus;
import dev.arclet.scoring.protocol.tfserving.PredictRequest;
import dev.arclet.scoring.protocol.tfserving.PredictResponse;
import dev.arclet.scoring.protocol.tfserving.PredictionServiceGrpc;
import dev.arclet.scoring.protocol.tfserving.SignatureDefMap;
import io.grpc.Deadline;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * TensorFlow Serving over gRPC, which also stands before Cloud TPUs. Pictures go as the tensor's content, straight from the
 * encoder's buffer; see {@link OpenInference} on calls that were given up. Its calls have no place for a batch's id.
 */
final class TensorFlowServing implements InferenceProtocol {
    private static final String SIGNATURES = "signature_def";

    private final Connection connection;
    private final String signature;
    private final ModelSpec spec;

    /** @param version empty: the server's newest */
    TensorFlowServing(Connection connection, String model, OptionalLong version, String signature) {
        this.connection = connection;
        this.signature = signature;
        ModelSpec.Builder builder = ModelSpec.newBuilder().setName(model);
        version.ifPresent(number -> builder.setVersion(Int64Value.of(number)));
        this.spec = builder.build();
    }

    @Override
    public ServedModel describe(Deadline deadline) throws WorkerException {
        requireAvailable(deadline);
        GetModelMetadataRequest request = GetModelMetadataRequest.newBuilder()
                .setModelSpec(spec)
                .addMetadataField(SIGNATURES)
                .build();
        GetModelMetadataResponse response = connection.call(
                "model " + spec.getName(), PredictionServiceGrpc.getGetModelMetadataMethod(), request, deadline);
        Map<String, Any> metadata = response.getMetadataMap();
        Map<String, SignatureDef> signatures = signatures(metadata.getOrDefault(SIGNATURES, Any.getDefaultInstance()));
        if (!signatures.containsKey(signature)) {
            throw WorkerDeclinedException.refusal(server() + " has model " + spec.getName() + " with the signatures "
                    + signatures.keySet().stream().sorted().toList() + " and not " + signature
                    + "; give one of them as signature");
        }
        SignatureDef found = signatures.get(signature);
        return new ServedModel(
                described(found.getInputsMap()),
                described(found.getOutputsMap()),
                version(response.getModelSpec()).stream().toList(),
                "");
    }

    private static Optional<String> version(ModelSpec told) {
        return told.hasVersion() ? Optional.of(Long.toString(told.getVersion().getValue())) : Optional.empty();
    }

    private void requireAvailable(Deadline deadline) throws WorkerException {
        GetModelStatusRequest request =
                GetModelStatusRequest.newBuilder().setModelSpec(spec).build();
        GetModelStatusResponse status = connection.call(
                "the state of model " + spec.getName(), ModelServiceGrpc.getGetModelStatusMethod(), request, deadline);
        List<ModelVersionStatus.State> states = status.getModelVersionStatusList().stream()
                .map(ModelVersionStatus::getState)
                .toList();
        if (!states.contains(ModelVersionStatus.State.AVAILABLE)) {
            throw new WorkerUnreachableException(
                    server() + " says that model " + spec.getName() + " is not ready but " + states);
        }
    }

    private Map<String, SignatureDef> signatures(Any packed) throws WorkerException {
        try {
            return packed.unpack(SignatureDefMap.class).getSignatureDefMap();
        } catch (InvalidProtocolBufferException e) {
            throw new WorkerException(
                    server() + " does not describe model " + spec.getName() + " by its signatures: " + e.getMessage(),
                    e);
        }
    }

    private static List<TensorDescription> described(Map<String, TensorInfo> tensors) {
        return tensors.entrySet().stream()
                .map(named -> new TensorDescription(
                        named.getKey(),
                        typeName(named.getValue().getDtype(), named.getValue().getDtypeValue()),
                        shape(named.getValue().getTensorShape())))
                .toList();
    }

    private static String typeName(DataType type, int number) {
        return TensorType.of(type).map(TensorType::name).orElse("TensorFlow's type " + number);
    }

    private static List<Long> shape(TensorShapeProto shape) {
        return shape.getDimList().stream().map(Dim::getSize).toList();
    }

    @Override
    public Answer infer(String batchId, Agreement agreement, List<Long> shape, ByteBuffer pictures, Deadline deadline)
            throws WorkerException {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        shape.forEach(length -> dimensions.addDim(Dim.newBuilder().setSize(length)));
        PredictRequest request = PredictRequest.newBuilder()
                .setModelSpec(spec.toBuilder().setSignatureName(signature))
                .putInputs(
                        agreement.input(),
                        TensorProto.newBuilder()
                                .setDtype(agreement.inputType().tensorFlow())
                                .setTensorShape(dimensions)
                                .setTensorContent(UnsafeByteOperations.unsafeWrap(pictures))
                                .build())
                .addOutputFilter(agreement.output())
                .build();
        PredictResponse response =
                connection.call("scores", PredictionServiceGrpc.getPredictMethod(), request, deadline);
        Map<String, TensorProto> outputs = response.getOutputsMap();
        if (!outputs.containsKey(agreement.output())) {
            throw new WorkerException(
                    FailureCause.WRONG_SHAPE,
                    server() + " answers without output " + agreement.output() + "; it gives "
                            + outputs.keySet().stream().sorted().toList());
        }
        TensorProto output = outputs.get(agreement.output());
        return new Answer(
                new TensorDescription(
                        agreement.output(),
                        typeName(output.getDtype(), output.getDtypeValue()),
                        shape(output.getTensorShape())),
                content(output),
                version(response.getModelSpec()));
    }

    private static ByteBuffer content(TensorProto tensor) {
        if (!tensor.getTensorContent().isEmpty()) {
            return tensor.getTensorContent().asReadOnlyByteBuffer();
        }
        ByteBuffer bytes = ByteBuffer.allocate(tensor.getFloatValCount() * Float.BYTES
                        + tensor.getHalfValCount() * Short.BYTES
                        + tensor.getIntValCount())
                .order(ByteOrder.LITTLE_ENDIAN);
        tensor.getFloatValList().forEach(bytes::putFloat);
        tensor.getHalfValList().forEach(bits -> bytes.putShort(bits.shortValue()));
        tensor.getIntValList().forEach(number -> bytes.put(number.byteValue()));
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
