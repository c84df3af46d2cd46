package dev.arclet.scoring.remote;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerDeclinedException;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerUnreachableException;
import io.grpc.Deadline;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a server score, over the network. It asks the server what its model takes and gives, and holds that against the bundle, before
 * the first batch and again after every failure and whenever an answer comes from another version: a server that comes back may
 * have another model. Blank pictures in every size show then what would fail later; and devices warm up by it.
 *
 * <p>A server that is not there does not keep the worker from opening. Its batches fail until the server is there, and the pool
 * tries it with growing pauses, as it does with one that went away.
 *
 * <p>One call at a time; a batch is answered within the connection's timeout, whatever is asked before it, but for the first one,
 * which waits for the blank ones. A batch's bytes lie in one direct buffer that is used again; a call
 * allocates nothing else that grows with the batch on this side of gRPC.
 */
public final class RemoteWorker implements Worker {
    private static final Logger log = LoggerFactory.getLogger(RemoteWorker.class);
    /** What {@code arclet worker} calls its platform; its versions are those of bundles. */
    public static final String ARCLET_PLATFORM = "arclet_onnxruntime";

    private static final String USUAL_SIGNATURE = "serving_default";

    /** Room in a message for names and shapes. */
    private static final int MESSAGE_HEAD = 4096;

    private final String name;
    private final ModelBundle bundle;
    private final RemoteModel model;
    private final ConnectionSettings settings;
    private final InferenceProtocol protocol;
    private final BatchSizes batchSizes;

    private boolean there;
    private Optional<Terms> terms = Optional.empty();

    /** Whether the server has said so since the last failure. */
    private boolean agreed;

    /** Whether it has scored blank pictures by these terms in every size. */
    private boolean tried;

    private long batches;

    private RemoteWorker(
            String name,
            ModelBundle bundle,
            RemoteModel model,
            ConnectionSettings settings,
            InferenceProtocol protocol,
            BatchSizes batchSizes) {
        this.name = name;
        this.bundle = bundle;
        this.model = model;
        this.settings = settings;
        this.protocol = protocol;
        this.batchSizes = batchSizes;
    }

    /** How batches are written and answers read, as long as the server serves the model that it described. */
    private record Terms(Agreement agreement, PictureEncoder encoder, ScoreReader reader) {
        Terms withVersion(Optional<String> version) {
            return new Terms(agreement.withVersion(version), encoder, reader);
        }
    }

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
                settings,
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
                settings,
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
            String name,
            ModelBundle bundle,
            RemoteModel model,
            ConnectionSettings settings,
            InferenceProtocol protocol,
            BatchSizes sizes)
            throws WorkerException {
        RemoteWorker worker = new RemoteWorker(name, bundle, model, settings, protocol, sizes);
        try {
            worker.meet();
            return worker;
        } catch (WorkerException | RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private static BatchSizes batchSizes(
            String name, ModelBundle bundle, ConnectionSettings settings, RemoteModel model, int maxBatch)
            throws WorkerException {
        if (!model.batchSizes().isEmpty()) {
            // Whether they fit shows when the server has told its type of numbers.
            return BatchSizes.only(model.batchSizes());
        }
        int pictureBytes = Math.multiplyExact(bundle.pictureLength(), Float.BYTES);
        int fitting = (settings.messageLimit() - MESSAGE_HEAD) / pictureBytes;
        if (fitting < 1) {
            throw new WorkerException("a picture of " + bundle + " has " + pictureBytes + " bytes, but messageLimit is "
                    + settings.messageLimit() + "; raise it, and the server's own limit");
        }
        if (fitting < maxBatch) {
            log.info(
                    "Worker {} takes {} pictures at a time, since messageLimit does not let more through",
                    name,
                    fitting);
        }
        return BatchSizes.upTo(Math.min(fitting, maxBatch));
    }

    /** At the start: a server that is not there yet, or has no time now, is no reason not to start. */
    private void meet() throws WorkerException {
        try {
            tryOut();
            there = true;
        } catch (WorkerUnreachableException e) {
            notYet(e);
        } catch (WorkerDeclinedException e) {
            if (!e.isPassing()) {
                throw e;
            }
            notYet(e);
        }
    }

    private void notYet(WorkerException e) {
        log.warn("Worker {} is not there yet, and joins as soon as it is: {}", name, e.getMessage());
    }

    /** Blank pictures in every size that the device computes, or else one and as many as there may be. */
    private void tryOut() throws WorkerException {
        Terms current = agree(deadline());
        boolean anyAnswer = false;
        for (int size : trialSizes()) {
            Deadline deadline = deadline();
            PictureBatch blank = new PictureBatch(Collections.nCopies(size, new float[bundle.pictureLength()]));
            try {
                score(current, blank, new float[size], deadline);
            } catch (WorkerUnreachableException e) {
                if (anyAnswer && deadline.isExpired()) {
                    throw tooSlow(size, e);
                }
                throw e;
            }
            anyAnswer = true;
        }
        tried = true;
        log.info(
                "Worker {} has {} score by {}, version {}",
                name,
                protocol.server(),
                bundle,
                agreement().version().orElse("untold"));
    }

    private Agreement agreement() {
        return terms.orElseThrow().agreement();
    }

    private SortedSet<Integer> trialSizes() {
        return new TreeSet<>(batchSizes.fixed().isEmpty() ? List.of(1, batchSizes.max()) : batchSizes.fixed());
    }

    private WorkerException tooSlow(int size, Throwable cause) {
        return WorkerDeclinedException.refusal(
                protocol.server() + " scored a smaller batch, but did not score one of " + size + " within "
                        + settings.timeout().toMillis() + " ms; raise timeout, or lower "
                        + (batchSizes.fixed().isEmpty() ? "scoring.batch.max" : "the largest of batchSizes"),
                cause);
    }

    private Deadline deadline() {
        return Deadline.after(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return settings.endpoint().toString();
    }

    @Override
    public BatchSizes batchSizes() {
        return batchSizes;
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        Deadline deadline = deadline();
        Terms current = agree(deadline);
        if (!tried) {
            tryOutForOthers();
            deadline = deadline();
        }
        score(current, batch, scores, deadline);
    }

    /** What fails with blank pictures is no fault of those that wait. */
    private void tryOutForOthers() throws WorkerException {
        try {
            tryOut();
        } catch (WorkerUnreachableException | WorkerDeclinedException e) {
            throw e;
        } catch (WorkerException e) {
            throw WorkerDeclinedException.useless(e.failure(), "blank pictures were not scored: " + e.getMessage(), e);
        }
    }

    private void score(Terms current, PictureBatch batch, float[] scores, Deadline deadline) throws WorkerException {
        agreed = false;
        int rows = batchSizes.padded(batch.size());
        ByteBuffer pictures = current.encoder().encode(batch, rows);
        InferenceProtocol.Answer answer = infer(current.agreement(), rows, pictures, deadline);
        checkVersion(answer.version());
        current.reader().read(answer, rows, batch.size(), scores);
        agreed = true;
    }

    private InferenceProtocol.Answer infer(Agreement agreement, int rows, ByteBuffer pictures, Deadline deadline)
            throws WorkerException {
        List<Long> shape = new ArrayList<>(List.of((long) rows));
        shape.addAll(agreement.layout().picture(channels(), size()));
        batches++;
        return protocol.infer(name + "/" + batches, agreement, shape, pictures, deadline);
    }

    /** The first answer tells the version where the server had not; each later one must be of the same. */
    private void checkVersion(Optional<String> answered) throws WorkerException {
        Optional<String> known = agreement().version();
        if (answered.isEmpty() || answered.equals(known)) {
            return;
        }
        Terms current = terms.orElseThrow();
        terms = Optional.of(current.withVersion(answered));
        if (known.isPresent()) {
            tried = false;
            throw WorkerDeclinedException.busy(
                    protocol.server() + " answers with version " + answered.get() + " of its model, not with "
                            + known.get() + " as before; it is asked again what it takes and gives",
                    null);
        }
    }

    /** The terms, asked for again where a failure came between. */
    private Terms agree(Deadline deadline) throws WorkerException {
        if (!agreed) {
            Agreement told = Comparison.of(bundle, model, protocol.describe(deadline));
            if (terms.filter(known -> known.agreement().hasTensorsOf(told)).isEmpty()) {
                terms = Optional.of(terms(told));
                tried = false;
            }
            agreed = true;
        }
        return terms.orElseThrow();
    }

    private Terms terms(Agreement agreement) throws WorkerException {
        requireRoom(agreement.inputType());
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

    private void requireRoom(TensorType type) throws WorkerException {
        long bytes = (long) batchSizes.max() * bundle.pictureLength() * type.bytes();
        if (bytes > settings.messageLimit() - MESSAGE_HEAD) {
            throw WorkerDeclinedException.refusal(
                    "a batch of " + batchSizes.max() + " pictures as " + type + " has " + bytes
                            + " bytes, but messageLimit is " + settings.messageLimit()
                            + "; raise it, and the server's own limit, or leave out the larger of batchSizes");
        }
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
