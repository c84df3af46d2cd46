package dev.arclet.scoring.remote;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server score, over the network. It asks the server what its model takes and gives, and holds that against the bundle, before
 * the first batch and again after every failure: a server that comes back may have another model.
 *
 * <p>A server that is not there does not keep the worker from opening. Its batches fail until the server is there, and the pool
 * tries it with growing pauses, as it does with one that went away.
 *
 * <p>One call at a time, each within the connection's timeout. A batch's bytes lie in one direct buffer that is used again; a call
 * allocates nothing else that grows with the batch on this side of gRPC.
 */
public final class RemoteWorker implements Worker {
    private static final Logger log = LoggerFactory.getLogger(RemoteWorker.class);
    private static final String USUAL_SIGNATURE = "serving_default";

    /** Room in a message for names and shapes. */
    private static final int MESSAGE_HEAD = 4096;

    private final String name;
    private final ModelBundle bundle;
    private final RemoteModel model;
    private final InferenceProtocol protocol;
    private final BatchSizes batchSizes;

    private Optional<Terms> terms = Optional.empty();

    /** Whether the server has said so since the last failure. */
    private boolean agreed;

    private long batches;

    private RemoteWorker(
            String name, ModelBundle bundle, RemoteModel model, InferenceProtocol protocol, BatchSizes batchSizes) {
        this.name = name;
        this.bundle = bundle;
        this.model = model;
        this.protocol = protocol;
        this.batchSizes = batchSizes;
    }

    /** How batches are written and answers read, as long as the server serves the model that it described. */
    private record Terms(Agreement agreement, PictureEncoder encoder, ScoreReader reader) {}

    /**
     * A worker behind the Open Inference Protocol.
     *
     * @param maxBatch most pictures in a batch; fewer where the message limit says so, by which a picture's number counts four bytes
     *     whatever the server's type, and that of the model's fixed sizes where it has such
     * @throws WorkerException if the settings cannot be used, or the server answers and its model is not the bundle's
     */
    public static RemoteWorker openInference(
            String name, ModelBundle bundle, ConnectionSettings settings, RemoteModel model, int maxBatch)
            throws WorkerException {
        BatchSizes sizes = batchSizes(name, bundle, settings, model, maxBatch);
        return open(
                name,
                bundle,
                model,
                new OpenInference(
                        Connection.to(settings),
                        model.name().orElse(bundle.name()),
                        model.version().orElse("")),
                sizes);
    }

    /**
     * A worker behind TensorFlow Serving; the rest as for {@link #openInference}.
     *
     * @throws WorkerException also if the model's version is not a number, which TensorFlow's are
     */
    public static RemoteWorker tensorFlowServing(
            String name, ModelBundle bundle, ConnectionSettings settings, RemoteModel model, int maxBatch)
            throws WorkerException {
        BatchSizes sizes = batchSizes(name, bundle, settings, model, maxBatch);
        OptionalLong version = number(model.version());
        return open(
                name,
                bundle,
                model,
                new TensorFlowServing(
                        Connection.to(settings),
                        model.name().orElse(bundle.name()),
                        version,
                        model.signature().orElse(USUAL_SIGNATURE)),
                sizes);
    }

    private static OptionalLong number(Optional<String> version) throws WorkerException {
        if (version.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(version.get()));
        } catch (NumberFormatException e) {
            throw new WorkerException(
                    "model version is " + version.get() + "; TensorFlow Serving numbers its versions, so give a number",
                    e);
        }
    }

    private static RemoteWorker open(
            String name, ModelBundle bundle, RemoteModel model, InferenceProtocol protocol, BatchSizes sizes)
            throws WorkerException {
        RemoteWorker worker = new RemoteWorker(name, bundle, model, protocol, sizes);
        try {
            worker.tryOut();
            return worker;
        } catch (WorkerException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private static BatchSizes batchSizes(
            String name, ModelBundle bundle, ConnectionSettings settings, RemoteModel model, int maxBatch)
            throws WorkerException {
        int pictureBytes = Math.multiplyExact(bundle.pictureLength(), Float.BYTES);
        int fitting = (settings.messageLimit() - MESSAGE_HEAD) / pictureBytes;
        if (fitting < 1) {
            throw new WorkerException("a picture of " + bundle + " has " + pictureBytes + " bytes, but messageLimit is "
                    + settings.messageLimit() + "; raise it, and the server's own limit");
        }
        if (!model.batchSizes().isEmpty()) {
            return fixed(model.batchSizes(), fitting);
        }
        if (fitting < maxBatch) {
            log.info(
                    "Worker {} takes {} pictures at a time, since messageLimit does not let more through",
                    name,
                    fitting);
        }
        return BatchSizes.upTo(Math.min(fitting, maxBatch));
    }

    private static BatchSizes fixed(List<Integer> sizes, int fitting) throws WorkerException {
        BatchSizes fixed = BatchSizes.only(sizes);
        if (fixed.max() > fitting) {
            throw new WorkerException("batchSizes are " + sizes + ", but messageLimit lets " + fitting
                    + " pictures through; raise it, and the server's own limit, or leave out the larger sizes");
        }
        return fixed;
    }

    /** Blank pictures in the smallest and the largest batch show at the start what would fail later; and devices warm up by it. */
    private void tryOut() throws WorkerException {
        try {
            List<float[]> blank = Collections.nCopies(batchSizes.max(), new float[bundle.pictureLength()]);
            float[] scores = new float[batchSizes.max()];
            score(new PictureBatch(blank.subList(0, 1)), scores);
            score(new PictureBatch(blank), scores);
            log.debug("Worker {} has {} score by {}", name, protocol.server(), bundle);
        } catch (WorkerUnreachableException e) {
            log.warn("Worker {} is not there yet, and joins as soon as it is: {}", name, e.getMessage());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BatchSizes batchSizes() {
        return batchSizes;
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        Terms current = agree();
        agreed = false;
        int rows = batchSizes.padded(batch.size());
        ByteBuffer pictures = current.encoder().encode(batch, rows);
        current.reader().read(infer(current.agreement(), rows, pictures), rows, batch.size(), scores);
        agreed = true;
    }

    private InferenceProtocol.Answer infer(Agreement agreement, int rows, ByteBuffer pictures) throws WorkerException {
        List<Long> shape = new ArrayList<>(List.of((long) rows));
        shape.addAll(agreement.layout().picture(channels(), size()));
        batches++;
        return protocol.infer(name + "/" + batches, agreement, shape, pictures);
    }

    /** The terms, asked for again where a failure came between. */
    private Terms agree() throws WorkerException {
        if (!agreed) {
            Agreement agreement = Comparison.of(bundle, model, protocol.describe());
            if (terms.filter(known -> known.agreement().equals(agreement)).isEmpty()) {
                terms = Optional.of(terms(agreement));
            }
            agreed = true;
        }
        return terms.orElseThrow();
    }

    private Terms terms(Agreement agreement) {
        PictureEncoder encoder = new PictureEncoder(
                agreement.inputType(),
                agreement.layout(),
                model.input().quantization(),
                channels(),
                size() * size(),
                batchSizes.max());
        return new Terms(
                agreement,
                encoder,
                new ScoreReader(agreement.outputType(), model.output().quantization()));
    }

    private int channels() {
        return bundle.recipe().channels().size();
    }

    private int size() {
        return bundle.recipe().grid().size();
    }

    @Override
    public void close() {
        protocol.close();
    }
}
