package dev.arclet.scoring.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.arclet.picture.View;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import dev.arclet.scoring.protocol.tensorflow.TensorProto;
import dev.arclet.scoring.protocol.tfserving.ModelVersionStatus.State;
import dev.arclet.scoring.protocol.tfserving.PredictRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TensorFlowServingTest {
    private static final int LENGTH = 3 * 4 * 4;

    @TempDir
    Path folder;

    private final ScriptedTensorFlow script = new ScriptedTensorFlow();
    private ModelBundle bundle;
    private TestServer server;

    @BeforeEach
    void start() {
        bundle = TestBundles.mean(folder.resolve("net"), View.OBJECT, List.of("i", "r", "g"), 4);
        server = TestServer.start(script, script.models);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void picturesAreScoredByTheSignatureThatServes() throws WorkerException {
        List<float[]> pictures = Pictures.random(3, LENGTH);
        try (RemoteWorker worker = open(named(List.of()))) {
            float[] scores = Pictures.score(
                    worker,
                    pictures.stream().map(TensorFlowServingTest::between0And1).toList());

            for (int i = 0; i < scores.length; i++) {
                assertEquals(mean(between0And1(pictures.get(i))), scores[i], 1e-6);
            }
        }
        PredictRequest last = script.requests().get(script.requests().size() - 1);
        assertEquals("net", last.getModelSpec().getName());
        assertEquals("serving_default", last.getModelSpec().getSignatureName());
        assertEquals(List.of("prob"), last.getOutputFilterList());
        assertEquals(
                3, last.getInputsOrThrow("images").getTensorShape().getDim(3).getSize(), "channels come last");
    }

    @Test
    void batchesArePaddedToTheSizesThatTheServerIsCompiledFor() throws WorkerException {
        try (RemoteWorker worker = open(named(List.of(1, 4)))) {
            assertEquals(
                    2,
                    Pictures.score(
                                    worker,
                                    Pictures.random(2, LENGTH).stream()
                                            .map(TensorFlowServingTest::between0And1)
                                            .toList())
                            .length);
        }
        PredictRequest last = script.requests().get(script.requests().size() - 1);
        assertEquals(
                4, last.getInputsOrThrow("images").getTensorShape().getDim(0).getSize());
    }

    @Test
    void scoresInTheTensorsContentAreReadToo() throws WorkerException {
        try (RemoteWorker worker = open(named(List.of()))) {
            script.behaves(request -> ScriptedTensorFlow.scores(2)
                    .setTensorContent(ByteString.copyFrom(bytes(0.25f, 0.75f)))
                    .build());

            assertArrayEquals(new float[] {0.25f, 0.75f}, Pictures.score(worker, Pictures.random(2, LENGTH)));
        }
    }

    @Test
    void halfTheScoresAreNoAnswer() throws WorkerException {
        try (RemoteWorker worker = open(named(List.of()))) {
            script.behaves(request -> TensorProto.newBuilder(ScriptedTensorFlow.means(request))
                    .clearFloatVal()
                    .addFloatVal(0.5f)
                    .addFloatVal(0.5f)
                    .build());

            WorkerException e =
                    assertThrows(WorkerException.class, () -> Pictures.score(worker, Pictures.random(4, LENGTH)));

            assertTrue(e.getMessage().contains("answers with 8 bytes, but FP32 [4, 1] has 16"), e.getMessage());
        }
    }

    @Test
    void aModelThatIsStillLoadingIsWaitedFor() throws WorkerException {
        script.is(State.LOADING);
        try (RemoteWorker worker = open(named(List.of()))) {
            List<float[]> blank = List.of(new float[LENGTH]);
            WorkerException e = assertThrows(WorkerUnreachableException.class, () -> Pictures.score(worker, blank));
            assertTrue(e.getMessage().endsWith("model net is not ready but [END, LOADING]"), e.getMessage());

            script.is(State.AVAILABLE);
            assertArrayEquals(new float[] {0}, Pictures.score(worker, blank));
        }
    }

    @Test
    void aSignatureThatTheModelDoesNotHaveIsRefusedWithThoseThatItHas() {
        RemoteModel other = new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.of("predict"),
                named(List.of()).input(),
                named(List.of()).output(),
                List.of());

        WorkerException e = assertThrows(WorkerException.class, () -> open(other));

        assertTrue(
                e.getMessage().contains("signatures [serving_default] and not predict; give one of them as signature"),
                e.getMessage());
    }

    private RemoteWorker open(RemoteModel model) throws WorkerException {
        return RemoteWorker.tensorFlowServing("tpu", bundle, ConnectionSettings.plain(server.endpoint()), model, 4);
    }

    private static RemoteModel named(List<Integer> batchSizes) {
        return new RemoteModel(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new RemoteModel.Input(Optional.of("images"), Optional.empty(), Optional.empty()),
                new RemoteModel.Output(Optional.of("prob"), Optional.empty()),
                batchSizes);
    }

    private static float[] between0And1(float[] picture) {
        float[] shifted = picture.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = shifted[i] / 2 + 0.5f;
        }
        return shifted;
    }

    private static double mean(float[] picture) {
        double sum = 0;
        for (float value : picture) {
            sum += value;
        }
        return sum / picture.length;
    }

    private static byte[] bytes(float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }
}
