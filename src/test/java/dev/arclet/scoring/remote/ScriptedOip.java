package dev.arclet.scoring.remote;

import com.google.protobuf.ByteString;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferResponse;
import dev.arclet.scoring.protocol.oip.ModelInferResponse.InferOutputTensor;
import dev.arclet.scoring.protocol.oip.ModelMetadataRequest;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse.TensorMetadata;
import dev.arclet.scoring.protocol.oip.ModelReadyRequest;
import dev.arclet.scoring.protocol.oip.ModelReadyResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server of the Open Inference Protocol that does what a test says. Unless told otherwise it serves a model whose score is the mean
 * of the picture's numbers, as 32-bit floats.
 */
final class ScriptedOip extends GRPCInferenceServiceImplBase {
    /** What the server does with a call for scores; null: it never answers. */
    interface Behaviour {
        ModelInferResponse answer(ModelInferRequest request) throws InterruptedException;
    }

    private final List<ModelInferRequest> requests = new CopyOnWriteArrayList<>();
    private volatile TensorMetadata input = tensor("pictures", "FP32", -1, 3, 4, 4);
    private volatile TensorMetadata output = tensor("score", "FP32", -1, 1);
    private volatile Behaviour behaviour = ScriptedOip::means;
    private volatile boolean ready = true;
    private volatile boolean known = true;
    private volatile String version = "";
    private volatile String platform = "";

    ScriptedOip takes(TensorMetadata tensor) {
        input = tensor;
        return this;
    }

    ScriptedOip gives(TensorMetadata tensor) {
        output = tensor;
        return this;
    }

    ScriptedOip ready(boolean isReady) {
        ready = isReady;
        return this;
    }

    /** Whether it has ever heard of the model; if not, it does as Triton does. */
    ScriptedOip knows(boolean isKnown) {
        known = isKnown;
        return this;
    }

    ScriptedOip serves(String nextVersion) {
        version = nextVersion;
        return this;
    }

    ScriptedOip runsOn(String nextPlatform) {
        platform = nextPlatform;
        return this;
    }

    ScriptedOip behaves(Behaviour next) {
        behaviour = next;
        return this;
    }

    /** Calls for scores that came. */
    List<ModelInferRequest> requests() {
        return requests;
    }

    static TensorMetadata tensor(String name, String type, long... shape) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addAllShape(Arrays.stream(shape).boxed().toList())
                .build();
    }

    /** The right answer. */
    static ModelInferResponse means(ModelInferRequest request) {
        return answer(request, meansOf(request));
    }

    static float[] meansOf(ModelInferRequest request) {
        int rows = (int) request.getInputs(0).getShape(0);
        ByteBuffer numbers =
                request.getRawInputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.remaining() / Float.BYTES / rows;
        float[] means = new float[rows];
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += numbers.getFloat();
            }
            means[row] = (float) (sum / length);
        }
        return means;
    }

    /** These scores, as the request wants them named. */
    static ModelInferResponse answer(ModelInferRequest request, float... scores) {
        ByteBuffer raw = ByteBuffer.allocate(scores.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(scores);
        return answer(request, "FP32", raw.array(), scores.length, 1);
    }

    static ModelInferResponse answer(ModelInferRequest request, String type, byte[] raw, long... shape) {
        List<Long> lengths = new ArrayList<>(Arrays.stream(shape).boxed().toList());
        return ModelInferResponse.newBuilder()
                .setId(request.getId())
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName(request.getOutputs(0).getName())
                        .setDatatype(type)
                        .addAllShape(lengths))
                .addRawOutputContents(ByteString.copyFrom(raw))
                .build();
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        observer.onNext(ModelReadyResponse.newBuilder().setReady(ready && known).build());
        observer.onCompleted();
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        if (!known) {
            observer.onError(Status.NOT_FOUND
                    .withDescription("Request for unknown model: '" + request.getName() + "' is not found")
                    .asException());
            return;
        }
        ModelMetadataResponse.Builder metadata = ModelMetadataResponse.newBuilder()
                .setName(request.getName())
                .setPlatform(platform)
                .addInputs(input)
                .addOutputs(output);
        if (!version.isEmpty()) {
            metadata.addVersions(version);
        }
        observer.onNext(metadata.build());
        observer.onCompleted();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        requests.add(request);
        try {
            ModelInferResponse answer = behaviour.answer(request);
            if (answer != null) {
                observer.onNext(answer.toBuilder().setModelVersion(version).build());
                observer.onCompleted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
        } catch (RuntimeException e) {
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asException());
        }
    }
}
