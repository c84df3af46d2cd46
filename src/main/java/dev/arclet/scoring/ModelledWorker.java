package dev.arclet.scoring;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with this machine's scores in the time that a described device would take. For planning and load tests: the scores are
 * real, the times are those of {@link DeviceDescription}, and its name, which every score carries, begins with {@value #MARK}.
 *
 * <p>The processors must be done before the device would be. {@link #scoring} refuses a device that is faster than they are, and a
 * worker whose processors are late, because they have other work, says so. {@link #unscored} models a device of any speed, and has
 * no scores.
 */
public final class ModelledWorker implements Worker {
    /** With which the names of all such workers begin. */
    public static final String MARK = "modelled:";

    private static final Logger log = LoggerFactory.getLogger(ModelledWorker.class);

    private final String name;
    private final DeviceDescription device;
    private final BatchSizes batchSizes;
    private final Optional<LocalWorker> scorer;
    private final SplittableRandom random;
    private long late;

    private ModelledWorker(String name, DeviceDescription device, int maxBatch, Optional<LocalWorker> scorer) {
        this.name = name;
        this.device = device;
        this.batchSizes = device.sizes(maxBatch);
        this.scorer = scorer;
        this.random = new SplittableRandom(name.hashCode());
    }

    /**
     * One of the device's parallel batches, with scores.
     *
     * @param suffix tells the workers of one pool that model the same device apart; may be empty
     * @param maxBatch most pictures in a batch, where the device has a choice
     * @throws WorkerException if the network cannot be run here, or not as fast as the device would
     */
    public static ModelledWorker scoring(DeviceDescription device, String suffix, ModelBundle bundle, int maxBatch)
            throws WorkerException {
        int largest = device.sizes(maxBatch).max();
        LocalWorker scorer = LocalWorker.open("processors", bundle, new LocalWorker.Options(1, largest, false));
        try {
            requireFaster(scorer, device, bundle, 1);
            requireFaster(scorer, device, bundle, largest);
            return new ModelledWorker(MARK + device.name() + suffix, device, maxBatch, Optional.of(scorer));
        } catch (WorkerException e) {
            scorer.close();
            throw e;
        }
    }

    /** One of the device's parallel batches, which gives every picture the score 0. Only for load tests. */
    public static ModelledWorker unscored(DeviceDescription device, String suffix, int maxBatch) {
        return new ModelledWorker(MARK + device.name() + ":unscored" + suffix, device, maxBatch, Optional.empty());
    }

    private static void requireFaster(LocalWorker scorer, DeviceDescription device, ModelBundle bundle, int pictures)
            throws WorkerException {
        long here = quickest(scorer, bundle, pictures);
        double there = device.medianNanos(device.sizes(pictures).padded(pictures));
        if (here > there) {
            throw new WorkerException(String.format(
                    Locale.ROOT,
                    "device %s scores a batch of %d in %.2f ms, and one of this machine's processors needs %.2f ms for it;"
                            + " model a slower device or a smaller network here",
                    device.name(),
                    pictures,
                    there / 1e6,
                    here / 1e6));
        }
    }

    private static long quickest(LocalWorker scorer, ModelBundle bundle, int pictures) throws WorkerException {
        float[][] blank = new float[pictures][bundle.pictureLength()];
        PictureBatch batch = new PictureBatch(Arrays.asList(blank));
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            scorer.score(batch, new float[pictures]);
            quickest = Math.min(quickest, System.nanoTime() - start);
        }
        return quickest;
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
        long answer = System.nanoTime() + device.serviceNanos(batchSizes.padded(batch.size()), random.nextGaussian());
        if (scorer.isPresent()) {
            scorer.get().score(batch, scores);
        } else {
            Arrays.fill(scores, 0, batch.size(), 0);
        }
        waitUntil(answer);
    }

    private void waitUntil(long answer) throws WorkerException {
        long left = answer - System.nanoTime();
        if (left < 0) {
            sayLate(-left);
        }
        while (left > 0) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new WorkerException("interrupted while the modelled device had the batch");
            }
            left = answer - System.nanoTime();
        }
    }

    /** Said at the first, the second, the fourth ... late batch. */
    private void sayLate(long nanos) {
        late++;
        if (Long.bitCount(late) == 1) {
            log.warn(
                    "Worker {} has answered {} batches later than the device would, this one by {} us: this machine's"
                            + " processors don't keep up, and the times are not the device's",
                    name,
                    late,
                    nanos / 1000);
        }
    }

    @Override
    public void close() {
        scorer.ifPresent(LocalWorker::close);
    }
}
