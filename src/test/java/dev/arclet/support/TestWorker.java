package dev.arclet.support;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** A worker that gives every picture the same score after a set time, and can be told to fail. */
public final class TestWorker implements Worker {
    private final String name;
    private final float score;
    private final Duration serviceTime;
    private final AtomicReference<String> failure = new AtomicReference<>();

    public TestWorker(String name, float score, Duration serviceTime) {
        this.name = name;
        this.score = score;
        this.serviceTime = serviceTime;
    }

    /** From now on every batch fails with this message; null: works again. */
    public void failWith(String message) {
        failure.set(message);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BatchSizes batchSizes() {
        return BatchSizes.upTo(8);
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        try {
            Thread.sleep(serviceTime.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException("interrupted", e);
        }
        if (failure.get() != null) {
            throw new WorkerException(failure.get());
        }
        for (int i = 0; i < batch.size(); i++) {
            scores[i] = score;
        }
    }

    @Override
    public void close() {}
}
