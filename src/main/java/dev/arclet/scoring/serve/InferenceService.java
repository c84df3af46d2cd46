package dev.arclet.scoring.serve;

import com.google.protobuf.ByteString;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferResponse;
import dev.arclet.scoring.protocol.oip.ModelInferResponse.InferOutputTensor;
import dev.arclet.scoring.protocol.oip.ModelMetadataRequest;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse;
import dev.arclet.scoring.protocol.oip.ModelMetadataResponse.TensorMetadata;
import dev.arclet.scoring.protocol.oip.ModelReadyRequest;
import dev.arclet.scoring.protocol.oip.ModelReadyResponse;
import dev.arclet.scoring.protocol.oip.ServerLiveRequest;
import dev.arclet.scoring.protocol.oip.ServerLiveResponse;
import dev.arclet.scoring.protocol.oip.ServerMetadataRequest;
import dev.arclet.scoring.protocol.oip.ServerMetadataResponse;
import dev.arclet.scoring.protocol.oip.ServerReadyRequest;
import dev.arclet.scoring.protocol.oip.ServerReadyResponse;
import dev.arclet.scoring.remote.RemoteWorker;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Answers the calls of the Open Inference Protocol for one model. Thread-safe. */
final class InferenceService extends GRPCInferenceServiceImplBase {
    private final ModelBundle bundle;
    private final Sessions sessions;
    private final BooleanSupplier ready;
    private final InferRequestReader reader;
    private final LongAdder scored = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Complaints complaints = new Complaints();

    InferenceService(ModelBundle bundle, int maxBatch, Sessions sessions, BooleanSupplier ready) {
        this.bundle = bundle;
        this.sessions = sessions;
        this.ready = ready;
        this.reader = new InferRequestReader(bundle, maxBatch);
    }

    /** Pictures that were scored. */
    long scored() {
        return scored.sum();
    }

    /** Calls for scores that were refused or failed. */
    long refused() {
        return refused.sum();
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(
                observer,
                ServerReadyResponse.newBuilder().setReady(ready.getAsBoolean()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        try {
            reader.requireModel(request.getName(), request.getVersion());
            answer(
                    observer,
                    ModelReadyResponse.newBuilder()
                            .setReady(ready.getAsBoolean())
                            .build());
        } catch (StatusException e) {
            observer.onError(e);
        }
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(observer, ServerMetadataResponse.newBuilder().setName("arclet").build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        try {
            reader.requireModel(request.getName(), request.getVersion());
            answer(
                    observer,
                    ModelMetadataResponse.newBuilder()
                            .setName(bundle.name())
                            .addVersions(bundle.version())
                            .setPlatform(RemoteWorker.ARCLET_PLATFORM)
                            .addInputs(tensor(bundle.input(), reader.shape()))
                            .addOutputs(tensor(bundle.output(), List.of(-1L, 1L)))
                            .build());
        } catch (StatusException e) {
            observer.onError(e);
        }
    }

    private static TensorMetadata tensor(String name, List<Long> shape) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(InferRequestReader.DATATYPE)
                .addAllShape(shape)
                .build();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        try {
            // Before the pictures are copied out of the request, which is most of the work that a busy server could
            // save.
            require(sessions.hasRoom());
            PictureBatch pictures = reader.read(request);
            ServerCallStreamObserver<ModelInferResponse> caller =
                    (ServerCallStreamObserver<ModelInferResponse>) observer;
            // With a handler, an answer to somebody who has hung up meanwhile is dropped; without, it throws.
            caller.setOnCancelHandler(() -> {});
            require(sessions.offer(worker -> score(worker, request.getId(), pictures, caller)));
        } catch (StatusException e) {
            refuse(observer, e);
        }
    }

    private void require(boolean hasRoom) throws StatusException {
        if (!hasRoom) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("busy: " + sessions.waiting() + " batches wait; ask again later, or elsewhere")
                    .asException();
        }
    }

    private void refuse(StreamObserver<?> observer, StatusException e) {
        refused.increment();
        complaints.tell(e.getStatus().getCode() + ": " + e.getStatus().getDescription());
        observer.onError(e);
    }

    /** On a session's thread. Who has hung up, as one whose time is over does, needs no scores. */
    private void score(
            Worker worker, String id, PictureBatch pictures, ServerCallStreamObserver<ModelInferResponse> caller) {
        if (caller.isCancelled()) {
            refused.increment();
            return;
        }
        float[] scores = new float[pictures.size()];
        try {
            worker.score(pictures, scores);
        } catch (Throwable e) {
            // Errors too: whoever is not answered waits until its time is over.
            String why = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
            refuse(
                    caller,
                    Status.INTERNAL
                            .withDescription("the batch was not scored: " + why)
                            .asException());
            return;
        }
        scored.add(pictures.size());
        answer(caller, response(id, scores));
    }

    private ModelInferResponse response(String id, float[] scores) {
        ByteBuffer raw = ByteBuffer.allocate(scores.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(scores);
        return ModelInferResponse.newBuilder()
                .setModelName(bundle.name())
                .setModelVersion(bundle.version())
                .setId(id)
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName(bundle.output())
                        .setDatatype(InferRequestReader.DATATYPE)
                        .addAllShape(List.of((long) scores.length, 1L)))
                .addRawOutputContents(ByteString.copyFrom(raw))
                .build();
    }

    private static <A> void answer(StreamObserver<A> observer, A answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
