package dev.arclet.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a worker on a device and shows that it is one: by ONNX Runtime's own record of what ran where, and by a batch that is
 * scored and timed on the device and on the processors. A network that the processors run in the device's name is a night lost.
 */
final class DeviceProof {
    private static final Logger log = LoggerFactory.getLogger(DeviceProof.class);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    /** Half precision and INT8 move a score by some thousandths; a network that is wrongly converted moves it by tenths. */
    private static final float AGREEMENT = 0.05f;

    private static final int TIMED_BATCHES = 5;

    private final String name;
    private final ModelBundle bundle;
    private final LocalWorker.Options options;
    private final ExecutionProvider provider;

    private DeviceProof(String name, ModelBundle bundle, LocalWorker.Options options, ExecutionProvider provider) {
        this.name = name;
        this.bundle = bundle;
        this.options = options;
        this.provider = provider;
    }

    static DeviceProof of(String name, ModelBundle bundle, LocalWorker.Options options, ExecutionProvider provider) {
        return new DeviceProof(name, bundle, options, provider);
    }

    /** @throws WorkerException if the device is not there or not what does the work */
    LocalWorker open(byte[] onnx) throws WorkerException {
        DeviceMemory before = DeviceMemory.of(provider);
        LocalWorker worker;
        String placement;
        StillAtIt progress = StillAtIt.say(
                log, "Worker " + name + " has " + provider.name() + " compile " + bundle.name(), SAY_EVERY);
        try {
            placement = placement(onnx);
            worker = LocalWorker.warm(name, bundle, onnx, options, provider);
        } finally {
            progress.close();
        }
        try {
            String comparison = compare(worker, onnx);
            log.info(
                    "Worker {} runs {} on {}: {}, {}{}",
                    name,
                    bundle.name(),
                    provider.name(),
                    comparison,
                    placement,
                    before.describeChangeTo(DeviceMemory.of(provider)));
            return worker;
        } catch (WorkerException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private String placement(byte[] onnx) throws WorkerException {
        try {
            Path folder = Files.createTempDirectory("arclet-profile");
            try {
                return profile(onnx, folder.resolve("profile"));
            } finally {
                remove(folder);
            }
        } catch (OrtException e) {
            throw new WorkerException(
                    "provider " + provider.name() + " cannot run the network: " + OnnxRuntime.firstLine(e), e);
        } catch (IOException e) {
            throw new WorkerException("cannot keep ONNX Runtime's profile: " + e, e);
        }
    }

    private String profile(byte[] onnx, Path prefix) throws OrtException, IOException, WorkerException {
        try (SessionOptions session = new SessionOptions()) {
            String recordedAs = LocalWorker.configure(session, bundle, options, provider);
            session.enableProfiling(prefix.toString());
            try (OrtSession profiled = OnnxRuntime.environment().createSession(onnx, session)) {
                runBlank(profiled);
                Placement placement = Placement.of(Path.of(profiled.endProfiling()));
                placement.requireOn(recordedAs);
                return placement.describe(recordedAs);
            }
        }
    }

    private void runBlank(OrtSession session) throws OrtException {
        int size = bundle.recipe().grid().size();
        long[] shape = {1, bundle.recipe().channels().size(), size, size};
        FloatBuffer blank = FloatBuffer.allocate(bundle.pictureLength());
        try (OnnxTensor pictures = OnnxTensor.createTensor(OnnxRuntime.environment(), blank, shape)) {
            session.run(Map.of(bundle.input(), pictures)).close();
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files;
        try (var listing = Files.list(folder)) {
            files = listing.toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /** The same pictures on both, timed. */
    private String compare(LocalWorker device, byte[] onnx) throws WorkerException {
        PictureBatch pictures = pictures();
        float[] there = new float[pictures.size()];
        float[] here = new float[pictures.size()];
        long deviceNanos = best(device, pictures, there);
        long processorNanos;
        LocalWorker.Options all = LocalWorker.Options.upTo(options.maxBatch());
        try (LocalWorker processors = LocalWorker.warm("processors", bundle, onnx, all, ExecutionProvider.CPU)) {
            processorNanos = best(processors, pictures, here);
        }
        double difference = difference(here, there);
        if (!(difference <= AGREEMENT)) {
            throw new WorkerException(String.format(
                    Locale.ROOT,
                    "provider %s gives scores that differ from the processors' by up to %.3f; up to %.2f is rounding."
                            + " Try another precision in its options, or export the network again",
                    provider.name(),
                    difference,
                    AGREEMENT));
        }
        if (deviceNanos > processorNanos) {
            log.warn(
                    "Worker {}: {} needs {} ms for {} pictures, and this machine's processors {} ms; is it worth its place?",
                    name,
                    provider.name(),
                    millis(deviceNanos),
                    pictures.size(),
                    millis(processorNanos));
        }
        return String.format(
                Locale.ROOT,
                "%d pictures in %s ms (processors: %s ms), scores within %.1g of theirs",
                pictures.size(),
                millis(deviceNanos),
                millis(processorNanos),
                difference);
    }

    private PictureBatch pictures() {
        SplittableRandom random = new SplittableRandom(1);
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < options.maxBatch(); i++) {
            float[] picture = new float[bundle.pictureLength()];
            for (int j = 0; j < picture.length; j++) {
                picture[j] = random.nextFloat();
            }
            pictures.add(picture);
        }
        return new PictureBatch(pictures);
    }

    private static long best(LocalWorker worker, PictureBatch pictures, float[] scores) throws WorkerException {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TIMED_BATCHES; i++) {
            long start = System.nanoTime();
            worker.score(pictures, scores);
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    /** The largest; NaN where there is one. */
    private static double difference(float[] some, float[] others) {
        double most = 0;
        for (int i = 0; i < some.length; i++) {
            most = Math.max(most, Math.abs(some[i] - others[i]));
        }
        return most;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }
}
