package dev.arclet.scoring;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores in this process, by DJL's ONNX Runtime engine: on this machine's processors, or on a device that ONNX Runtime reaches.
 *
 * <p>Pictures are copied into one direct buffer that lives as long as the worker and that ONNX Runtime reads in place: a fresh
 * direct buffer a batch costs a small network almost half of its rate. A batch is as large as the pictures that came, without
 * padding. A call allocates some small objects, and no memory that grows with the batch.
 */
public final class LocalWorker implements Worker {
    private static final Logger log = LoggerFactory.getLogger(LocalWorker.class);

    private final String name;
    private final String device;
    private final BatchSizes batchSizes;
    private final Model model;
    private final Predictor<PictureBatch, float[]> predictor;

    private LocalWorker(
            String name,
            String device,
            BatchSizes batchSizes,
            Model model,
            Predictor<PictureBatch, float[]> predictor) {
        this.name = name;
        this.device = device;
        this.batchSizes = batchSizes;
        this.model = model;
        this.predictor = predictor;
    }

    /**
     * How a local worker uses the machine.
     *
     * @param threads processors that work on one batch together
     * @param maxBatch most pictures in a batch
     * @param spin whether these threads keep their processors busy while they wait for the next piece of work: some microseconds
     *     faster where the machine has nothing else to do, slower where stream threads want the same processors
     */
    public record Options(int threads, int maxBatch, boolean spin) {

        public Options {
            if (threads < 1 || threads > 1024) {
                throw new IllegalArgumentException("threads of a local worker are " + threads + "; give 1 to 1024");
            }
            if (maxBatch < 1 || maxBatch > BatchSizes.LARGEST) {
                throw new IllegalArgumentException(
                        "largest batch of a local worker is " + maxBatch + "; give 1 to " + BatchSizes.LARGEST);
            }
        }

        /** All processors of the machine on one batch, without spinning. */
        public static Options upTo(int maxBatch) {
            return new Options(Runtime.getRuntime().availableProcessors(), maxBatch, false);
        }
    }

    /** {@link #open(String, ModelBundle, Options, ExecutionProvider)} on this machine's processors. */
    public static LocalWorker open(String name, ModelBundle bundle, Options options) throws WorkerException {
        return open(name, bundle, options, ExecutionProvider.CPU);
    }

    /**
     * Loads the network, holds it against its bundle, and warms it up with blank pictures. On a device, which may compile the
     * network for minutes when it first sees it, this logs that it goes on, and ends with the proof that the device and not the
     * processors did the work.
     *
     * @throws BadModelException if the network is not what the bundle says
     * @throws WorkerException if ONNX Runtime cannot run it here, its scores are not 0 to 1, or the device is not there, leaves
     *     work to the processors, or gives other scores than they do
     */
    public static LocalWorker open(String name, ModelBundle bundle, Options options, ExecutionProvider provider)
            throws WorkerException {
        byte[] onnx = bytes(bundle);
        NetworkCheck.check(bundle, onnx);
        if (provider.isCpu()) {
            return warm(name, bundle, onnx, options, provider);
        }
        return DeviceProof.of(name, bundle, options, provider).open(onnx);
    }

    /** Without the proof that a device needs. */
    static LocalWorker warm(String name, ModelBundle bundle, byte[] onnx, Options options, ExecutionProvider provider)
            throws WorkerException {
        Model model = Model.newInstance(name, Device.cpu(), OnnxRuntime.ENGINE);
        try {
            load(model, onnx, bundle, options, provider);
            Predictor<PictureBatch, float[]> predictor =
                    model.newPredictor(new InPlace(bundle, options.maxBatch()), Device.cpu());
            LocalWorker worker =
                    new LocalWorker(name, provider.device(), BatchSizes.upTo(options.maxBatch()), model, predictor);
            worker.warmUp(bundle);
            log.debug("Worker {} runs {} on {} with {} threads", name, bundle, provider.name(), options.threads());
            return worker;
        } catch (WorkerException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static byte[] bytes(ModelBundle bundle) throws WorkerException {
        try (InputStream network = bundle.network()) {
            return network.readAllBytes();
        } catch (IOException e) {
            throw new WorkerException("cannot read the network of " + bundle + ": " + e.getMessage(), e);
        }
    }

    private static void load(Model model, byte[] onnx, ModelBundle bundle, Options options, ExecutionProvider provider)
            throws WorkerException {
        try (SessionOptions session = new SessionOptions()) {
            configure(session, bundle, options, provider);
            model.load(new ByteArrayInputStream(onnx), Map.of("sessionOptions", session));
        } catch (OrtException | IOException | MalformedModelException e) {
            throw new WorkerException("ONNX Runtime cannot load the network: " + e.getMessage(), e);
        }
    }

    /** Sets what both kinds of sessions share; returns how ONNX Runtime calls the provider in its records. */
    static String configure(SessionOptions session, ModelBundle bundle, Options options, ExecutionProvider provider)
            throws OrtException, WorkerException {
        session.setIntraOpNumThreads(options.threads());
        session.addConfigEntry("session.intra_op.allow_spinning", options.spin() ? "1" : "0");
        return provider.addTo(session, ExecutionProvider.Request.of(bundle, options.maxBatch()));
    }

    /** The first run of a size plans its memory; here it does so before an alert waits for it. */
    private void warmUp(ModelBundle bundle) throws WorkerException {
        float[] blank = new float[bundle.pictureLength()];
        float[] scores = new float[batchSizes.max()];
        for (int size : new int[] {1, batchSizes.max()}) {
            score(new PictureBatch(Collections.nCopies(size, blank)), scores);
            for (int i = 0; i < size; i++) {
                if (!(scores[i] >= 0 && scores[i] <= 1)) {
                    throw new WorkerException("the network of " + bundle + " gives a blank picture the score "
                            + scores[i] + "; a score is 0 to 1, so export the network with its last sigmoid");
                }
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public BatchSizes batchSizes() {
        return batchSizes;
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        float[] answer;
        try {
            answer = predictor.predict(batch);
        } catch (TranslateException | EngineException e) {
            throw new WorkerException("ONNX Runtime failed: " + e.getMessage(), e);
        }
        if (answer.length != batch.size()) {
            throw new WorkerException(
                    FailureCause.WRONG_ROWS,
                    "the network gave " + answer.length + " scores for " + batch.size() + " pictures");
        }
        System.arraycopy(answer, 0, scores, 0, answer.length);
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /** Between pictures and tensors; DJL closes the tensors after each call. */
    private static final class InPlace implements NoBatchifyTranslator<PictureBatch, float[]> {
        private final String input;
        private final String output;
        private final int channels;
        private final int size;
        private final FloatBuffer buffer;

        InPlace(ModelBundle bundle, int maxBatch) {
            this.input = bundle.input();
            this.output = bundle.output();
            this.channels = bundle.recipe().channels().size();
            this.size = bundle.recipe().grid().size();
            int bytes = Math.multiplyExact(Math.multiplyExact(maxBatch, bundle.pictureLength()), Float.BYTES);
            this.buffer = ByteBuffer.allocateDirect(bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        @Override
        public NDList processInput(TranslatorContext context, PictureBatch batch) {
            buffer.clear();
            batch.copyTo(buffer);
            buffer.flip();
            NDArray pictures = context.getNDManager().create(buffer, new Shape(batch.size(), channels, size, size));
            pictures.setName(input);
            return new NDList(pictures);
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList outputs) {
            return outputs.get(output).toFloatArray();
        }
    }
}
