package dev.arclet.scoring;

/**
 * Something that turns pictures into scores: a network on this machine's processors, or a server that holds an accelerator.
 *
 * <p>A worker is used by one thread at a time, and whoever hands it to another one sees to it that what the first has done is visible
 * there; so it needs no locks and may reuse its buffers from call to call. Whoever wants two batches on one device at a time gives the pool two workers for it.
 */
public interface Worker extends AutoCloseable {

    /** Name under which scores, metrics and log lines speak of this worker; unique in its pool. */
    String name();

    /**
     * What computes: workers with the same device here or the same server elsewhere give the same name, for they fail together.
     * What one of them failed at is not tried on the next of them as long as there is another device.
     */
    default String device() {
        return name();
    }

    /** How many pictures it takes at a time. The pool never gives it more than {@code batchSizes().max()}. */
    BatchSizes batchSizes();

    /** Whether it could score when it was opened. The pool leaves one that could not out of service until a blank picture is scored. */
    default boolean isThere() {
        return true;
    }

    /**
     * Scores a batch and blocks until all of its scores are there.
     *
     * <p>Pads to the next of its own fixed sizes where it has such; the scores of the padding stay inside. The score of a
     * picture does not depend on its neighbours in the batch. A picture that the network cannot score gets a NaN and leaves the
     * others as they are.
     *
     * <p>A worker that speaks to another machine bounds the wait itself: a call that never comes back holds its pictures.
     *
     * @param batch 1 to {@code batchSizes().max()} pictures
     * @param scores filled from index 0, one for each picture in the batch's order, in the range 0 to 1; at least as long as the
     *     batch
     * @throws WorkerUnreachableException when nobody was there to score it
     * @throws WorkerDeclinedException when the worker was there and would not, for a reason that is not in the pictures
     * @throws WorkerException when the batch as a whole was not scored; {@code scores} then means nothing, and the same pictures
     *     may be given again, here or elsewhere
     */
    void score(PictureBatch batch, float[] scores) throws WorkerException;

    /** Gives back what the worker holds. Called once, after the last {@link #score}; does not throw. */
    @Override
    void close();
}
