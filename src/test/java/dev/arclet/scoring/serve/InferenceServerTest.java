package dev.arclet.scoring.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.arclet.picture.View;
import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import dev.arclet.scoring.protocol.oip.GRPCInferenceServiceGrpc.GRPCInferenceServiceFutureStub;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferRequest.InferInputTensor;
import dev.arclet.scoring.protocol.oip.ModelInferResponse;
import dev.arclet.scoring.protocol.oip.ModelReadyRequest;
import dev.arclet.scoring.protocol.oip.ServerLiveRequest;
import dev.arclet.scoring.protocol.oip.ServerReadyRequest;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Endpoint;
import dev.arclet.scoring.remote.RemoteModel;
import dev.arclet.scoring.remote.RemoteWorker;
import dev.arclet.scoring.remote.Tls;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InferenceServerTest {
    private static final int SIZE = 12;
    private static final int LENGTH = 3 * SIZE * SIZE;
    private static final int MAX_BATCH = 16;

    @TempDir
    Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ModelBundle bundle;

    @BeforeEach
    void makeBundle() {
        bundle = TestBundles.write(
                folder.resolve("net"), View.OBJECT, List.of("i", "r", "g"), SIZE, OnnxModels.convolution(3, SIZE, 16));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void theNetworkScoresThroughAServerAsItDoesHere() throws Exception {
        InferenceServer server = start(local(), Optional.empty());
        List<float[]> pictures = randomPictures(MAX_BATCH);
        try (RemoteWorker remote = remote(server, Optional.empty());
                Worker here = local()) {
            assertArrayEquals(score(here, pictures), score(remote, pictures), 1e-6f);
            assertArrayEquals(score(here, pictures.subList(3, 4)), score(remote, pictures.subList(3, 4)), 1e-6f);
        }
    }

    @Test
    void callsAreAnsweredAtTheSameTimeAsManyAsThereAreSessions() throws Exception {
        CountDownLatch bothAreIn = new CountDownLatch(2);
        Worker waiting = new ScriptedWorker(batch -> bothAreIn.countDown(), bothAreIn);
        Worker other = new ScriptedWorker(batch -> bothAreIn.countDown(), bothAreIn);
        InferenceServer server = start(List.of(waiting, other), Optional.empty());

        List<CompletableFuture<ModelInferResponse>> calls = IntStream.range(0, 2)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> stub(server).modelInfer(request(1))))
                .toList();

        for (CompletableFuture<ModelInferResponse> call : calls) {
            assertEquals(1, call.get(30, TimeUnit.SECONDS).getRawOutputContentsCount());
        }
    }

    @Test
    void aBadRequestIsRefusedInASentence() throws Exception {
        GRPCInferenceServiceBlockingStub stub = stub(start(local(), Optional.empty()));

        assertRefused(stub, "17 pictures in a batch; give 1 to 16", request -> request(17).toBuilder());
        assertRefused(stub, "shape is [2, 3, 9, 9]; give [N, 3, 12, 12]", request -> {
            request.getInputsBuilder(0).clearShape().addAllShape(List.of(2L, 3L, 9L, 9L));
            return request;
        });
        assertRefused(stub, "shape is []; give [N, 3, 12, 12]", request -> {
            request.getInputsBuilder(0).clearShape();
            return request;
        });
        assertRefused(stub, "input is named images; name it pictures", request -> {
            request.getInputsBuilder(0).setName("images");
            return request;
        });
        assertRefused(stub, "input is FP16; give FP32", request -> {
            request.getInputsBuilder(0).setDatatype("FP16");
            return request;
        });
        assertRefused(
                stub,
                "431 numbers for 2 pictures; give 864",
                request -> request.setRawInputContents(0, ByteString.copyFrom(new byte[431 * 4])));
        assertRefused(
                stub,
                "raw contents of 7 bytes are no 32-bit numbers",
                request -> request.setRawInputContents(0, ByteString.copyFrom(new byte[7])));
        assertRefused(stub, "0 numbers for 2 pictures", request -> request.clearRawInputContents());
        assertRefused(stub, "0 inputs; give one, named pictures", request -> request.clearInputs());
        assertRefused(stub, "output prob is wanted; there is only score", request -> {
            request.addOutputsBuilder().setName("prob");
            return request;
        });
        assertEquals(2, stub.modelInfer(request(2)).getOutputs(0).getShape(0), "and goes on");
    }

    @Test
    void anotherModelOrVersionIsNotFound() throws Exception {
        GRPCInferenceServiceBlockingStub stub = stub(start(local(), Optional.empty()));

        StatusRuntimeException e = assertThrows(
                StatusRuntimeException.class,
                () -> stub.modelReady(
                        ModelReadyRequest.newBuilder().setName("other").build()));

        assertEquals(Status.Code.NOT_FOUND, e.getStatus().getCode());
        assertEquals(
                "model 'other' version '' is not here; this worker serves net version 1.0",
                e.getStatus().getDescription());
        assertTrue(stub.modelReady(ModelReadyRequest.newBuilder()
                        .setName("net")
                        .setVersion("1.0")
                        .build())
                .getReady());
    }

    @Test
    void aBatchThatCannotBeScoredIsAnErrorAndTheNextOneIsScored() throws Exception {
        Worker failing = new ScriptedWorker(
                batch -> {
                    if (batch.size() == 3) {
                        throw new WorkerException("three is too many");
                    }
                },
                new CountDownLatch(0));
        GRPCInferenceServiceBlockingStub stub = stub(start(List.of(failing), Optional.empty()));

        StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> stub.modelInfer(request(3)));

        assertEquals("INTERNAL: the batch was not scored: three is too many", e.getMessage());
        assertEquals(1, stub.modelInfer(request(1)).getOutputs(0).getShape(0));
    }

    @Test
    void whoComesWhenTheLineIsFullIsSentElsewhere() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Worker worker = new ScriptedWorker(batch -> busy.countDown(), go);
        InferenceServer server = start(List.of(worker), Optional.empty());
        GRPCInferenceServiceFutureStub stub = GRPCInferenceServiceGrpc.newFutureStub(channel(server));
        List<ListenableFuture<ModelInferResponse>> calls = new ArrayList<>(List.of(stub.modelInfer(request(1))));
        busy.await();
        for (int i = 1; i < 20; i++) {
            calls.add(stub.modelInfer(request(1)));
        }
        while (server.refused() < 11) {
            Thread.sleep(5);
        }
        go.countDown();

        int refused = 0;
        for (ListenableFuture<ModelInferResponse> call : calls) {
            try {
                call.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                assertTrue(e.getMessage().contains("RESOURCE_EXHAUSTED: busy: 8 batches wait"), e.getMessage());
                refused++;
            }
        }
        assertEquals(11, refused, "one is scored and eight wait");
    }

    @Test
    void atItsEndAServerIsNotReadyFirstAndThenAnswersWhatItHas() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        InferenceServer server = start(List.of(new ScriptedWorker(batch -> {}, go)), Optional.empty());
        GRPCInferenceServiceBlockingStub stub = stub(server);
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel(server));
        assertTrue(stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
        assertEquals(
                ServingStatus.SERVING,
                health.check(HealthCheckRequest.getDefaultInstance()).getStatus());

        CompletableFuture<ModelInferResponse> underWay =
                CompletableFuture.supplyAsync(() -> stub.modelInfer(request(1)));
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> drain(server));
        while (stub.serverReady(ServerReadyRequest.getDefaultInstance()).getReady()) {
            Thread.sleep(5);
        }
        assertEquals(
                ServingStatus.NOT_SERVING,
                health.check(HealthCheckRequest.getDefaultInstance()).getStatus());
        assertTrue(stub.serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
        assertFalse(drained.isDone());
        go.countDown();

        assertEquals(1, underWay.get(30, TimeUnit.SECONDS).getOutputsCount());
        assertTrue(drained.get(30, TimeUnit.SECONDS), "all calls were answered");
        assertThrows(StatusRuntimeException.class, () -> stub.modelInfer(request(1)));
    }

    private static boolean drain(InferenceServer server) {
        try {
            return server.drain(Duration.ofSeconds(2), Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEncryptedServerLetsInWhoShowsTheRightCertificate() throws Exception {
        TestCertificates certificates = TestCertificates.in(folder);
        Tls.Identity identity = certificates.identity();
        InferenceServer server = start(
                List.of(local()),
                Optional.of(new ServerSettings.ServerTls(identity, Optional.of(identity.certificate()))));
        Optional<Tls> known = Optional.of(new Tls(Optional.of(identity.certificate()), Optional.of(identity)));
        Optional<Tls> nobody = Optional.of(new Tls(Optional.of(identity.certificate()), Optional.empty()));
        float[] picture = new float[LENGTH];

        try (RemoteWorker worker = remote(server, known)) {
            assertEquals(1, score(worker, List.of(picture)).length);
        }
        for (Optional<Tls> wrong : List.of(nobody, Optional.<Tls>empty())) {
            assertThrows(WorkerException.class, () -> {
                try (RemoteWorker worker = remote(server, wrong)) {
                    score(worker, List.of(picture));
                }
            });
        }
    }

    @Test
    void aServerWhoseCertificateNobodyKnownSignedStopsTheStart() throws Exception {
        Tls.Identity identity = TestCertificates.in(folder).identity();
        InferenceServer server =
                start(List.of(local()), Optional.of(new ServerSettings.ServerTls(identity, Optional.empty())));

        WorkerException e = assertThrows(
                WorkerDeclinedException.class,
                () -> remote(server, Optional.of(new Tls(Optional.empty(), Optional.empty()))));

        assertTrue(e.getMessage().contains("no encrypted connection to localhost:"), e.getMessage());
        assertTrue(e.getMessage().contains("see tls.authorities"), e.getMessage());
    }

    @Test
    void aFileThatHoldsNoAuthoritiesOfClientsIsTheOneThatIsNamed() throws Exception {
        Tls.Identity identity = TestCertificates.in(folder).identity();
        Path noAuthorities = Files.writeString(folder.resolve("clients.pem"), "not a certificate");

        IOException e = assertThrows(
                IOException.class,
                () -> start(
                        List.of(local()),
                        Optional.of(new ServerSettings.ServerTls(identity, Optional.of(noAuthorities)))));

        assertTrue(e.getMessage().startsWith("cannot use " + noAuthorities + " for the authorities"), e.getMessage());
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        int taken = start(local(), Optional.empty()).port();

        IOException e = assertThrows(
                IOException.class,
                () -> InferenceServer.start(
                        bundle, List.of(local()), new ServerSettings("127.0.0.1", taken, 16, Optional.empty())));

        assertTrue(e.getMessage().startsWith("cannot listen on 127.0.0.1:" + taken + ": "), e.getMessage());
    }

    private void assertRefused(
            GRPCInferenceServiceBlockingStub stub, String why, UnaryOperator<ModelInferRequest.Builder> change) {
        ModelInferRequest request = change.apply(request(2).toBuilder()).build();
        StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> stub.modelInfer(request));
        assertEquals(Status.Code.INVALID_ARGUMENT, e.getStatus().getCode());
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private static ModelInferRequest request(int rows) {
        return ModelInferRequest.newBuilder()
                .setModelName("net")
                .addInputs(InferInputTensor.newBuilder()
                        .setName("pictures")
                        .setDatatype("FP32")
                        .addAllShape(List.of((long) rows, 3L, (long) SIZE, (long) SIZE)))
                .addRawInputContents(ByteString.copyFrom(new byte[rows * LENGTH * Float.BYTES]))
                .build();
    }

    private Worker local() throws WorkerException {
        return LocalWorker.open("here", bundle, new LocalWorker.Options(1, MAX_BATCH, false));
    }

    private InferenceServer start(Worker worker, Optional<ServerSettings.ServerTls> tls) throws IOException {
        return start(List.of(worker), tls);
    }

    private InferenceServer start(List<Worker> workers, Optional<ServerSettings.ServerTls> tls) throws IOException {
        InferenceServer server =
                InferenceServer.start(bundle, workers, new ServerSettings("127.0.0.1", 0, MAX_BATCH, tls));
        opened.add(server);
        return server;
    }

    private RemoteWorker remote(InferenceServer server, Optional<Tls> tls) throws WorkerException {
        ConnectionSettings settings = new ConnectionSettings(
                new Endpoint("localhost", server.port()), tls, Map.of(), Duration.ofSeconds(30), 1 << 20);
        return RemoteWorker.openInference("remote", bundle, settings, RemoteModel.asInBundle(), MAX_BATCH);
    }

    private GRPCInferenceServiceBlockingStub stub(InferenceServer server) {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel(server));
    }

    private ManagedChannel channel(InferenceServer server) {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        opened.add(0, channel::shutdownNow);
        return channel;
    }

    private static float[] score(Worker worker, List<float[]> pictures) throws WorkerException {
        float[] scores = new float[pictures.size()];
        worker.score(new PictureBatch(pictures), scores);
        return scores;
    }

    private static List<float[]> randomPictures(int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] picture = new float[LENGTH];
            for (int j = 0; j < LENGTH; j++) {
                picture[j] = (float) random.nextDouble(-1, 1);
            }
            pictures.add(picture);
        }
        return pictures;
    }

    /** Gives every picture 0.5, after it has done something and a gate has opened. */
    private static final class ScriptedWorker implements Worker {
        interface Step {
            void take(PictureBatch batch) throws WorkerException;
        }

        private final Step first;
        private final CountDownLatch gate;

        ScriptedWorker(Step first, CountDownLatch gate) {
            this.first = first;
            this.gate = gate;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(MAX_BATCH);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) throws WorkerException {
            first.take(batch);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new WorkerException("interrupted", e);
            }
            Arrays.fill(scores, 0, batch.size(), 0.5f);
        }

        @Override
        public void close() {}
    }
}
