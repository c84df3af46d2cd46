package dev.arclet.scoring.remote;

import com.google.protobuf.Any;
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
import dev.arclet.scoring.protocol.tfserving.ModelServiceGrpc.ModelServiceImplBase;
import dev.arclet.scoring.protocol.tfserving.ModelVersionStatus;
import dev.arclet.scoring.protocol.tfserving.ModelVersionStatus.State;
import dev.arclet.scoring.protocol.tfserving.PredictRequest;
import dev.arclet.scoring.protocol.tfserving.PredictResponse;
import dev.arclet.scoring.protocol.tfserving.PredictionServiceGrpc.PredictionServiceImplBase;
import dev.arclet.scoring.protocol.tfserving.SignatureDefMap;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A TensorFlow Serving that does what a test says. Unless told otherwise its model takes {@code images}, channels last, and gives
 * {@code prob}, the mean of the numbers, one value after the other as TensorFlow Serving does.
 */
final class ScriptedTensorFlow extends PredictionServiceImplBase {
    private final List<PredictRequest> requests = new CopyOnWriteArrayList<>();
    private volatile Function<PredictRequest, TensorProto> behaviour = ScriptedTensorFlow::means;
    private volatile State state = State.AVAILABLE;

    /** The other service of the same server. */
    final ModelServiceImplBase models = new ModelServiceImplBase() {
        @Override
        public void getModelStatus(GetModelStatusRequest request, StreamObserver<GetModelStatusResponse> observer) {
            observer.onNext(GetModelStatusResponse.newBuilder()
                    .addModelVersionStatus(
                            ModelVersionStatus.newBuilder().setVersion(1).setState(State.END))
                    .addModelVersionStatus(
                            ModelVersionStatus.newBuilder().setVersion(2).setState(state))
                    .build());
            observer.onCompleted();
        }
    };

    ScriptedTensorFlow is(State next) {
        state = next;
        return this;
    }

    ScriptedTensorFlow behaves(Function<PredictRequest, TensorProto> next) {
        behaviour = next;
        return this;
    }

    List<PredictRequest> requests() {
        return requests;
    }

    static TensorProto means(PredictRequest request) {
        TensorProto images = request.getInputsOrThrow("images");
        int rows = (int) images.getTensorShape().getDim(0).getSize();
        ByteBuffer numbers = images.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.remaining() / Float.BYTES / rows;
        TensorProto.Builder means = scores(rows, 1);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += numbers.getFloat();
            }
            means.addFloatVal((float) (sum / length));
        }
        return means.build();
    }

    /** Scores of this shape, without their values. */
    static TensorProto.Builder scores(long... shape) {
        return TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).setTensorShape(shape(shape));
    }

    private static TensorShapeProto shape(long... lengths) {
        return TensorShapeProto.newBuilder()
                .addAllDim(Arrays.stream(lengths)
                        .mapToObj(length -> Dim.newBuilder().setSize(length).build())
                        .toList())
                .build();
    }

    @Override
    public void getModelMetadata(GetModelMetadataRequest request, StreamObserver<GetModelMetadataResponse> observer) {
        SignatureDef signature = SignatureDef.newBuilder()
                .putInputs("images", tensor(-1, 4, 4, 3))
                .putOutputs("prob", tensor(-1, 1))
                .build();
        SignatureDefMap signatures = SignatureDefMap.newBuilder()
                .putSignatureDef("serving_default", signature)
                .build();
        observer.onNext(GetModelMetadataResponse.newBuilder()
                .putMetadata("signature_def", Any.pack(signatures))
                .build());
        observer.onCompleted();
    }

    private static TensorInfo tensor(long... shape) {
        return TensorInfo.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(shape(shape))
                .build();
    }

    @Override
    public void predict(PredictRequest request, StreamObserver<PredictResponse> observer) {
        requests.add(request);
        observer.onNext(PredictResponse.newBuilder()
                .putOutputs("prob", behaviour.apply(request))
                .build());
        observer.onCompleted();
    }
}
