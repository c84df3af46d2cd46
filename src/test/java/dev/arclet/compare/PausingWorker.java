package dev.arclet.compare;

import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;

/** Does as told before each batch; a picture's score is its first pixel. */
record PausingWorker(int maxBatch, Pause pause) implements Worker {
    interface Pause {
        void before(PictureBatch batch) throws InterruptedException, WorkerException;
    }

    @Override
    public String name() {
        return "pausing";
    }

    @Override
    public BatchSizes batchSizes() {
        return BatchSizes.upTo(maxBatch);
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        try {
            pause.before(batch);
        } catch (InterruptedException e) {
            throw new WorkerException("interrupted", e);
        }
        for (int i = 0; i < batch.size(); i++) {
            scores[i] = batch.picture(i)[0];
        }
    }

    @Override
    public void close() {}
}
