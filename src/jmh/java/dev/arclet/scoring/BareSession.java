package dev.arclet.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime's own Java API with the settings of a {@link LocalWorker}, and as one would write it who knows it well: pictures are
 * copied into one direct buffer that is used again and read in place.
 */
final class BareSession implements AutoCloseable {
    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final ModelBundle bundle;
    private final OrtSession session;
    private final FloatBuffer buffer;

    BareSession(ModelBundle bundle, LocalWorker.Options options) throws IOException, OrtException, WorkerException {
        this.bundle = bundle;
        this.buffer = ByteBuffer.allocateDirect(options.maxBatch() * bundle.pictureLength() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        try (InputStream network = bundle.network();
                SessionOptions settings = new SessionOptions()) {
            LocalWorker.configure(settings, bundle, options, ExecutionProvider.CPU);
            this.session = environment.createSession(network.readAllBytes(), settings);
        }
    }

    float[] score(PictureBatch batch) throws OrtException {
        buffer.clear();
        batch.copyTo(buffer);
        buffer.flip();
        long size = bundle.recipe().grid().size();
        long[] shape = {batch.size(), bundle.recipe().channels().size(), size, size};
        try (OnnxTensor pictures = OnnxTensor.createTensor(environment, buffer, shape);
                OrtSession.Result result = session.run(Map.of(bundle.input(), pictures))) {
            float[] scores = new float[batch.size()];
            ((OnnxTensor) result.get(bundle.output()).orElseThrow())
                    .getFloatBuffer()
                    .get(scores);
            return scores;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
