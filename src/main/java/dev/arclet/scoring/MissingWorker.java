package dev.arclet.scoring;

/**
 * Holds the place of a worker that could not be opened where others stand in for it: the pool sees one that is out of service, says
 * why, and lets the fallbacks work.
 */
public final class MissingWorker implements Worker {
    private final String name;
    private final String reason;

    /** @param reason why it is not there, as its opening said */
    public MissingWorker(String name, String reason) {
        this.name = name;
        this.reason = reason;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BatchSizes batchSizes() {
        return BatchSizes.upTo(1);
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        throw new WorkerUnreachableException("not there since the start: " + reason);
    }

    @Override
    public void close() {}
}
