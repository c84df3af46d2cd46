package dev.arclet.scoring.remote;

import static dev.arclet.scoring.remote.ScriptedOip.answer;
import static dev.arclet.scoring.remote.ScriptedOip.meansOf;
import static dev.arclet.scoring.remote.ScriptedOip.tensor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import dev.arclet.scoring.protocol.oip.ModelInferRequest;
import dev.arclet.scoring.protocol.oip.ModelInferResponse;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OpenInferenceTest {
    private static final int LENGTH = 3 * 4 * 4;
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ScriptedOip script = new ScriptedOip();
    private ModelBundle bundle;
    private TestServer server;

    @BeforeEach
    void start() {
        bundle = TestBundles.mean(folder.resolve("net"), View.OBJECT, List.of("i", "r", "g"), 4);
        server = TestServer.start(script);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eachPictureGetsItsOwnScore() throws WorkerException {
        try (RemoteWorker worker = open()) {
            assertArrayEquals(new float[] {0.25f, 0, 1}, Pictures.score(worker, flat(0.25f, 0, 1)), 1e-6f);
        }
    }

    @Test
    void aCallCarriesTheModelsNameTheNamesOfItsTensorsAndAnIdOfItsOwn() throws WorkerException {
        RemoteModel model = new RemoteModel(
                Optional.of("lens-net"),
                Optional.of("3"),
                Optional.empty(),
                RemoteModel.asInBundle().input(),
                RemoteModel.asInBundle().output(),
                List.of());
        try (RemoteWorker worker =
                RemoteWorker.openInference("gpu", bundle, ConnectionSettings.plain(server.endpoint()), model, 4)) {
            Pictures.score(worker, flat(0.5f, 0.5f));
        }

        ModelInferRequest last = script.requests().get(2);
        assertEquals("lens-net", last.getModelName());
        assertEquals("3", last.getModelVersion());
        assertEquals("gpu/3", last.getId(), "two batches were for trying it out");
        assertEquals("pictures", last.getInputs(0).getName());
        assertEquals("FP32", last.getInputs(0).getDatatype());
        assertEquals(List.of(2L, 3L, 4L, 4L), last.getInputs(0).getShapeList());
        assertEquals("score", last.getOutputs(0).getName());
    }

    @Test
    void aDeviceWithFixedBatchSizesGetsTheNextLargerOneAndItsPaddingIsCutOff() throws WorkerException {
        RemoteModel fixed = new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RemoteModel.asInBundle().input(),
                RemoteModel.asInBundle().output(),
                List.of(2, 8));
        try (RemoteWorker worker =
                RemoteWorker.openInference("tpu", bundle, ConnectionSettings.plain(server.endpoint()), fixed, 4)) {
            float[] scores = Pictures.score(worker, flat(0.1f, 0.2f, 0.3f));

            assertEquals(8, worker.batchSizes().max());
            assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f}, scores, 1e-6f);
        }
        assertEquals(
                List.of(2L, 8L, 8L),
                script.requests().stream()
                        .map(request -> request.getInputs(0).getShape(0))
                        .toList(),
                "every size is tried first");
        ModelInferRequest last = script.requests().get(2);
        assertEquals(8, last.getInputs(0).getShape(0));
        assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f, 0, 0, 0, 0, 0}, meansOf(last), 1e-6f);
    }

    @Test
    void picturesGoChannelsLastWhereTheServersShapeSaysSo() throws WorkerException {
        script.takes(tensor("pictures", "FP32", -1, 4, 4, 3));
        float[] picture = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            picture[i] = i / 100f;
        }
        try (RemoteWorker worker = open()) {
            Pictures.score(worker, List.of(picture));
        }

        ModelInferRequest last = script.requests().get(2);
        ByteBuffer sent = last.getRawInputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(List.of(1L, 4L, 4L, 3L), last.getInputs(0).getShapeList());
        assertEquals(0f, sent.getFloat(0), "first pixel, first channel");
        assertEquals(0.16f, sent.getFloat(4), "first pixel, second channel");
        assertEquals(0.32f, sent.getFloat(8), "first pixel, third channel");
        assertEquals(0.01f, sent.getFloat(12), "second pixel, first channel");
    }

    @Test
    void halfFloatsAndQuantisedNumbersAreSentAndRead() throws WorkerException {
        script.takes(tensor("pictures", "FP16", -1, 3, 4, 4)).gives(tensor("score", "UINT8", -1));
        script.behaves(request -> answer(
                request,
                "UINT8",
                new byte[request.getRawInputContents(0).size() / 2 / LENGTH],
                request.getInputs(0).getShape(0)));
        RemoteModel model = new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RemoteModel.asInBundle().input(),
                new RemoteModel.Output(Optional.empty(), Optional.of(new Quantization(1 / 256f, -64))),
                List.of());
        try (RemoteWorker worker =
                RemoteWorker.openInference("gpu", bundle, ConnectionSettings.plain(server.endpoint()), model, 4)) {
            assertArrayEquals(new float[] {0.25f}, Pictures.score(worker, flat(-0.5f)));
        }

        ByteBuffer sent = script.requests()
                .get(2)
                .getRawInputContents(0)
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(LENGTH * 2, sent.remaining());
        assertEquals((short) 0xb800, sent.getShort(), "-0.5 as a half float");
    }

    @Test
    void quantisedPicturesGoChannelsLastAndTheirPaddingStandsForZero() throws WorkerException {
        script.takes(tensor("pictures", "INT8", 2, 4, 4, 3));
        script.behaves(request -> answer(request, 0.5f, 0.5f));
        RemoteModel model = new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RemoteModel.Input(Optional.empty(), Optional.empty(), Optional.of(new Quantization(0.01f, -3))),
                RemoteModel.asInBundle().output(),
                List.of(2));
        float[] picture = new float[LENGTH];
        picture[16] = 0.5f;
        try (RemoteWorker worker =
                RemoteWorker.openInference("fpga", bundle, ConnectionSettings.plain(server.endpoint()), model, 4)) {
            Pictures.score(worker, List.of(picture));
        }

        byte[] sent = script.requests().get(1).getRawInputContents(0).toByteArray();
        assertEquals(2 * LENGTH, sent.length);
        assertEquals(-3, sent[0], "first pixel, first channel");
        assertEquals(47, sent[1], "first pixel, second channel");
        assertEquals(-3, sent[LENGTH], "the padding");
    }

    @Test
    void aServerThatJoinsLateIsTriedInEverySizeFirst() throws WorkerException {
        script.ready(false);
        try (RemoteWorker worker = open()) {
            assertFalse(worker.isThere());
            script.ready(true);
            Pictures.score(worker, flat(0.5f, 0.5f));
        }

        assertEquals(
                List.of(1L, 8L, 2L),
                script.requests().stream()
                        .map(request -> request.getInputs(0).getShape(0))
                        .toList());
    }

    @Test
    void scoresThatComeOneByOneInsteadOfRawAreRead() throws WorkerException {
        script.behaves(request -> {
            ModelInferResponse.Builder typed = ScriptedOip.means(request).toBuilder();
            typed.clearRawOutputContents();
            for (float score : meansOf(request)) {
                typed.getOutputsBuilder(0).getContentsBuilder().addFp32Contents(score);
            }
            return typed.build();
        });
        try (RemoteWorker worker = open()) {
            assertArrayEquals(new float[] {0.75f, 0.5f}, Pictures.score(worker, flat(0.75f, 0.5f)), 1e-6f);
        }
    }

    @Test
    void batchesStayBelowTheServersMessageLimit() throws WorkerException {
        ConnectionSettings narrow = new ConnectionSettings(
                server.endpoint(), Optional.empty(), Map.of(), PATIENT, 4096 + 3 * LENGTH * Float.BYTES);
        try (RemoteWorker worker = RemoteWorker.openInference("gpu", bundle, narrow, RemoteModel.asInBundle(), 32)) {
            assertEquals(3, worker.batchSizes().max());
        }
    }

    @Test
    void whatTheServersModelHasInOtherWaysThanTheBundleIsAllSaidAtTheStart() {
        script.takes(tensor("images", "FP32", -1, 3, 4, 4)).gives(tensor("score", "FP64", -1, 2));

        WorkerException e = assertThrows(WorkerException.class, this::open);

        assertEquals(
                "the server's model is not that of " + bundle + ": it has no input pictures but [images]; write input:"
                        + " {name: ...} for this worker; output score is FP64; serve a model with FP32, FP16, INT8 or"
                        + " UINT8; output score is FP64 [N, 2], but a score a picture is [N] or [N, 1]; serve a model"
                        + " that gives one",
                e.getMessage());
    }

    @ParameterizedTest
    @MethodSource
    void anInputThatDoesNotFitIsRefused(String type, long[] shape, String why) {
        script.takes(tensor("pictures", type, shape));

        WorkerException e = assertThrows(WorkerException.class, this::open);

        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    static Stream<Arguments> anInputThatDoesNotFitIsRefused() {
        return Stream.of(
                Arguments.of(
                        "FP32",
                        new long[] {-1, 3, 5, 5},
                        "input pictures is FP32 [N, 3, 5, 5], but the bundle's pictures are [N, 3, 4, 4] (nchw) or [N, 4, 4,"
                                + " 3] (nhwc)"),
                Arguments.of("FP32", new long[] {-1, 48}, "input pictures is FP32 [N, 48], but"),
                Arguments.of(
                        "FP32",
                        new long[] {8, 3, 4, 4},
                        "input pictures has batches of 8 only; write batchSizes: [8] for this worker"),
                Arguments.of(
                        "UINT8",
                        new long[] {-1, 3, 4, 4},
                        "input pictures is UINT8; write what its numbers mean for this worker, input: {scale: ...,"
                                + " zeroPoint: ...}"));
    }

    @ParameterizedTest
    @MethodSource
    void aBadAnswerIsAFailureThatNamesIt(ScriptedOip.Behaviour behaviour, String why) throws WorkerException {
        try (RemoteWorker worker = open()) {
            script.behaves(behaviour);

            WorkerException e =
                    assertThrows(WorkerException.class, () -> Pictures.score(worker, flat(0.1f, 0.2f, 0.3f, 0.4f)));
            assertTrue(e.getMessage().contains(why), e.getMessage());

            script.behaves(ScriptedOip::means);
            assertArrayEquals(new float[] {0.1f}, Pictures.score(worker, flat(0.1f)), 1e-6f);
        }
    }

    static Stream<Arguments> aBadAnswerIsAFailureThatNamesIt() {
        return Stream.of(
                bad(
                        "answers with FP32 [2, 1] for 4 pictures; a score each was due",
                        request -> answer(request, Arrays.copyOf(meansOf(request), 2))),
                bad(
                        "answers with 7 bytes, but FP32 [4, 1] has 16",
                        request -> answer(request, "FP32", new byte[7], 4, 1)),
                bad("gives NaN for the first of 4 pictures", request -> answer(request, nan(4))),
                bad(
                        "gives 7.0 for a picture, and a score is 0 to 1; export the network with its last sigmoid",
                        request -> answer(request, 0.5f, 7, 0.5f, 0.5f)),
                bad(
                        "answers with FP16 [4, 1] although it had said FP32",
                        request -> answer(request, "FP16", new byte[8], 4, 1)),
                bad(
                        "with the answer for gpu/0",
                        request -> ScriptedOip.means(request).toBuilder()
                                .setId("gpu/0")
                                .build()),
                bad("answers without output score; it gives [prob]", request -> {
                    ModelInferResponse.Builder other = ScriptedOip.means(request).toBuilder();
                    other.getOutputsBuilder(0).setName("prob");
                    return other.build();
                }),
                bad("answers without output score; it gives []", request -> ModelInferResponse.getDefaultInstance()),
                bad("failed (INTERNAL): out of device memory", request -> {
                    throw Status.INTERNAL
                            .withDescription("out of device memory")
                            .asRuntimeException();
                }),
                bad("takes no message that large: larger than max (9 vs. 4)", request -> {
                    throw Status.RESOURCE_EXHAUSTED
                            .withDescription("larger than max (9 vs. 4)")
                            .asRuntimeException();
                }));
    }

    private static Arguments bad(String why, ScriptedOip.Behaviour behaviour) {
        return Arguments.of(behaviour, why);
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUpAfterTheTimeout() throws WorkerException {
        ConnectionSettings hasty =
                new ConnectionSettings(server.endpoint(), Optional.empty(), Map.of(), Duration.ofSeconds(1), 1 << 20);
        try (RemoteWorker worker = RemoteWorker.openInference("gpu", bundle, hasty, RemoteModel.asInBundle(), 8)) {
            script.behaves(request -> null);

            WorkerException e =
                    assertThrows(WorkerUnreachableException.class, () -> Pictures.score(worker, flat(0.5f)));

            String expected = server.endpoint() + " was asked for scores and did not answer within 1000 ms: ";
            assertTrue(e.getMessage().startsWith(expected), e.getMessage());
        }
    }

    @Test
    void aPictureWithoutAScoreLeavesTheOthersAlone() throws WorkerException {
        try (RemoteWorker worker = open()) {
            script.behaves(request -> answer(request, 0.5f, Float.NaN, 0.25f));

            assertArrayEquals(new float[] {0.5f, Float.NaN, 0.25f}, Pictures.score(worker, flat(1, 2, 3)));
        }
    }

    @Test
    void aServerThatComesLaterIsJoinedThen() throws WorkerException {
        Endpoint endpoint = server.endpoint();
        server.close();
        try (RemoteWorker worker = open()) {
            WorkerException e =
                    assertThrows(WorkerUnreachableException.class, () -> Pictures.score(worker, flat(0.5f)));
            assertTrue(e.getMessage().startsWith(endpoint + " is not there: "), e.getMessage());

            server = TestServer.start(endpoint.port(), script);
            assertArrayEquals(new float[] {0.5f}, Pictures.score(worker, flat(0.5f)), 1e-6f);
        }
    }

    @Test
    void aModelThatIsNotReadyIsWaitedForAsAServerIs() throws WorkerException {
        script.ready(false);
        try (RemoteWorker worker = open()) {
            assertThrows(WorkerUnreachableException.class, () -> Pictures.score(worker, flat(0.5f)));

            script.ready(true);
            assertArrayEquals(new float[] {0.5f}, Pictures.score(worker, flat(0.5f)), 1e-6f);
        }
    }

    @Test
    void aServerThatComesBackWithAnotherModelIsNoticed() throws WorkerException {
        try (RemoteWorker worker = open()) {
            script.behaves(request -> {
                throw Status.UNAVAILABLE.withDescription("restarting").asRuntimeException();
            });
            assertThrows(WorkerException.class, () -> Pictures.score(worker, flat(0.5f)));

            script.behaves(ScriptedOip::means).takes(tensor("pictures", "FP32", -1, 3, 6, 6));
            WorkerException e = assertThrows(WorkerException.class, () -> Pictures.score(worker, flat(0.5f)));
            assertTrue(e.getMessage().contains("input pictures is FP32 [N, 3, 6, 6], but"), e.getMessage());
        }
    }

    @Test
    void anotherVersionOfTheModelIsNoticedByTheFirstAnswerAndAskedForItsTensors() throws WorkerException {
        script.serves("1");
        try (RemoteWorker worker = open()) {
            script.serves("2");
            WorkerDeclinedException e =
                    assertThrows(WorkerDeclinedException.class, () -> Pictures.score(worker, flat(0.5f)));
            assertTrue(
                    e.getMessage().contains("answers with version 2 of its model, not with 1 as before"),
                    e.getMessage());

            assertArrayEquals(new float[] {0.5f}, Pictures.score(worker, flat(0.5f)), 1e-6f);

            script.serves("3").takes(tensor("pictures", "FP32", -1, 3, 6, 6));
            assertThrows(WorkerDeclinedException.class, () -> Pictures.score(worker, flat(0.5f)));
            WorkerException other = assertThrows(WorkerException.class, () -> Pictures.score(worker, flat(0.5f)));
            assertTrue(other.getMessage().contains("FP32 [N, 3, 6, 6]"), other.getMessage());
        }
    }

    @Test
    void anArcletWorkerWithAnotherVersionOfTheBundleStopsTheStart() {
        script.runsOn(RemoteWorker.ARCLET_PLATFORM).serves("9.9");

        WorkerException e = assertThrows(WorkerException.class, this::open);

        assertTrue(
                e.getMessage().contains("it serves version 9.9 of net, and the bundle is version 1.0"), e.getMessage());
    }

    @Test
    void aModelThatTheServerHasNeverHeardOfStopsTheStart() {
        script.knows(false);

        WorkerException e = assertThrows(WorkerDeclinedException.class, this::open);

        assertTrue(e.getMessage().contains("does not have it: Request for unknown model: 'net'"), e.getMessage());
    }

    @Test
    void aBusyServerDoesNotStopTheStart() throws WorkerException {
        script.behaves(request -> {
            throw Status.RESOURCE_EXHAUSTED.withDescription("busy").asRuntimeException();
        });
        try (RemoteWorker worker = open()) {
            assertFalse(worker.isThere());
            script.behaves(ScriptedOip::means);
            assertArrayEquals(new float[] {0.5f}, Pictures.score(worker, flat(0.5f)), 1e-6f);
        }
    }

    @Test
    void aLargestBatchThatTakesTooLongStopsTheStart() {
        ConnectionSettings hasty =
                new ConnectionSettings(server.endpoint(), Optional.empty(), Map.of(), Duration.ofSeconds(3), 1 << 20);
        script.behaves(request -> request.getInputs(0).getShape(0) == 1 ? ScriptedOip.means(request) : null);

        WorkerException e = assertThrows(
                WorkerException.class,
                () -> RemoteWorker.openInference("gpu", bundle, hasty, RemoteModel.asInBundle(), 8));

        assertTrue(
                e.getMessage().endsWith("one of 8 within 3000 ms; raise timeout, or lower scoring.batch.max"),
                e.getMessage());
    }

    @Test
    void aQuantisedScoreThatIsRoundedJustOverOneIsOne() throws WorkerException {
        script.gives(tensor("score", "UINT8", -1));
        script.behaves(request -> {
            byte[] most = new byte[(int) request.getInputs(0).getShape(0)];
            Arrays.fill(most, (byte) 255);
            return answer(request, "UINT8", most, most.length);
        });
        RemoteModel model = new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                RemoteModel.asInBundle().input(),
                new RemoteModel.Output(Optional.empty(), Optional.of(new Quantization(0.0039216f, 0))),
                List.of());
        try (RemoteWorker worker =
                RemoteWorker.openInference("gpu", bundle, ConnectionSettings.plain(server.endpoint()), model, 4)) {
            assertArrayEquals(new float[] {1}, Pictures.score(worker, flat(0.5f)));
        }
    }

    @Test
    void anInputThatDoesNotTellItsLayoutIsNotGuessed() {
        script.takes(tensor("pictures", "FP32"));

        WorkerException e = assertThrows(WorkerException.class, this::open);

        assertTrue(e.getMessage().contains("write input: {layout: nchw} or {layout: nhwc}"), e.getMessage());
    }

    @Test
    void everyCallCarriesTheHeadersAndATokenThatIsRenewedInItsFileIsUsedAtOnce() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        try (TestServer guarded = guarded(seen)) {
            ConnectionSettings settings = new ConnectionSettings(
                    guarded.endpoint(),
                    Optional.empty(),
                    Map.of("authorization", new HeaderText("Bearer ${file:" + token + "}")),
                    PATIENT,
                    1 << 20);
            try (RemoteWorker worker =
                    RemoteWorker.openInference("gpu", bundle, settings, RemoteModel.asInBundle(), 4)) {
                Files.writeString(token, "second");
                Pictures.score(worker, flat(0.5f));
                Files.delete(token);
                WorkerException e = assertThrows(WorkerException.class, () -> Pictures.score(worker, flat(0.5f)));
                String gone = "${file:" + token + "} names a file that is not there";
                assertTrue(e.getMessage().startsWith(gone), e.getMessage());
            }
        }

        assertEquals("Bearer first", seen.get(0));
        assertEquals("Bearer second", seen.get(seen.size() - 1));
    }

    private TestServer guarded(List<String> seen) {
        return TestServer.start(() -> ServerInterceptors.intercept(script, new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                seen.add(headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)));
                return next.startCall(call, headers);
            }
        }));
    }

    @Test
    void filesThatAreNoCertificatesAreNamed() throws IOException {
        Path noCertificate = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
        ConnectionSettings settings = new ConnectionSettings(
                server.endpoint(),
                Optional.of(new Tls(Optional.of(noCertificate), Optional.empty())),
                Map.of(),
                PATIENT,
                1 << 20);

        WorkerException e = assertThrows(
                WorkerException.class,
                () -> RemoteWorker.openInference("gpu", bundle, settings, RemoteModel.asInBundle(), 4));

        assertTrue(e.getMessage().startsWith("cannot use authorities " + noCertificate), e.getMessage());
    }

    private RemoteWorker open() throws WorkerException {
        ConnectionSettings settings = new ConnectionSettings(
                server.endpoint(), Optional.empty(), Map.of(), PATIENT, ConnectionSettings.USUAL_MESSAGE_LIMIT);
        return RemoteWorker.openInference("gpu", bundle, settings, RemoteModel.asInBundle(), 8);
    }

    /** Pictures of one value each. */
    private static List<float[]> flat(float... values) {
        List<float[]> pictures = new ArrayList<>();
        for (float value : values) {
            float[] picture = new float[LENGTH];
            Arrays.fill(picture, value);
            pictures.add(picture);
        }
        return pictures;
    }

    private static float[] nan(int count) {
        float[] all = new float[count];
        Arrays.fill(all, Float.NaN);
        return all;
    }
}
