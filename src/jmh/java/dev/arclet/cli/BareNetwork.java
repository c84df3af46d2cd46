package dev.arclet.cli;

import ai.djl.engine.Engine;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.arclet.scoring.CpuCalibration;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** ONNX Runtime and nothing else: full batches of real pictures from a direct buffer that is there already, one after the other. */
final class BareNetwork {
    private final ModelBundle model;
    private final CpuCalibration.Figure split;
    private final int batch;
    private final List<float[]> pictures;

    BareNetwork(ModelBundle model, CpuCalibration.Figure split, int batch, List<float[]> pictures) {
        this.model = model;
        this.split = split;
        this.batch = batch;
        this.pictures = pictures;
    }

    /** Pictures a second over so long, of all sessions together; each has run some batches before. */
    double rate(Duration time) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(split.sessions());
        try {
            List<Future<Double>> rates = new ArrayList<>();
            for (int session = 0; session < split.sessions(); session++) {
                rates.add(threads.submit(() -> one(time)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private double one(Duration time) throws OrtException, IOException {
        // DJL must have made the environment first; see LocalWorker.
        Engine.getEngine("OnnxRuntime");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        int size = model.recipe().grid().size();
        long[] shape = {batch, model.recipe().channels().size(), size, size};
        try (InputStream network = model.network();
                OrtSession.SessionOptions options = options();
                OrtSession session = environment.createSession(network.readAllBytes(), options);
                OnnxTensor input = OnnxTensor.createTensor(environment, buffer(), shape)) {
            long warm = System.nanoTime() + time.toNanos() / 4;
            while (System.nanoTime() < warm) {
                run(session, input);
            }
            long start = System.nanoTime();
            long done = 0;
            while (System.nanoTime() - start < time.toNanos()) {
                run(session, input);
                done += batch;
            }
            return done * 1e9 / (System.nanoTime() - start);
        }
    }

    private OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(split.threads());
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private void run(OrtSession session, OnnxTensor input) throws OrtException {
        session.run(Map.of(model.input(), input)).close();
    }

    private FloatBuffer buffer() {
        List<float[]> some = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            some.add(pictures.get(i % pictures.size()));
        }
        FloatBuffer buffer = ByteBuffer.allocateDirect(batch * model.pictureLength() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        new PictureBatch(some).copyTo(buffer);
        return buffer.flip();
    }
}
