package dev.arclet.scoring;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A worker whose behaviour a test writes down as a function of the pictures. A picture here is one float, and unless the test
 * says otherwise that float is its score.
 */
final class FunctionWorker implements Worker {
    /** What the worker does with a batch. */
    interface Behaviour {
        float[] scores(float[] pictures) throws WorkerException, InterruptedException;
    }

    static final int PICTURE_LENGTH = 1;

    private final String name;
    private final BatchSizes sizes;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<List<Float>> batches = new CopyOnWriteArrayList<>();
    private final List<String> misuse = new CopyOnWriteArrayList<>();
    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>();
    private final AtomicReference<Thread> user = new AtomicReference<>();

    FunctionWorker(String name, BatchSizes sizes, Behaviour behaviour) {
        this.name = name;
        this.sizes = sizes;
        this.behaviour.set(behaviour);
    }

    static FunctionWorker echo(String name, int maxBatch) {
        return new FunctionWorker(name, BatchSizes.upTo(maxBatch), pictures -> pictures);
    }

    void behave(Behaviour next) {
        behaviour.set(next);
    }

    /** Batches that it was given, in order, trials with blank pictures included. */
    List<List<Float>> batches() {
        return batches;
    }

    /** Where the pool did not keep the worker's contract. */
    List<String> misuse() {
        return misuse;
    }

    CountDownLatch closed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BatchSizes batchSizes() {
        return sizes;
    }

    @Override
    public void score(PictureBatch batch, float[] scores) throws WorkerException {
        noteMisuse();
        float[] pictures = new float[batch.size()];
        batch.copyTo(FloatBuffer.wrap(pictures));
        batches.add(boxed(pictures));
        try {
            float[] answer = behaviour.get().scores(pictures);
            System.arraycopy(answer, 0, scores, 0, answer.length);
        } catch (InterruptedException e) {
            throw new WorkerException("interrupted", e);
        }
    }

    @Override
    public void close() {
        noteMisuse();
        closed.countDown();
    }

    private void noteMisuse() {
        Thread thread = Thread.currentThread();
        if (!user.compareAndSet(null, thread) && user.get() != thread) {
            misuse.add("used by " + user.get() + " and by " + thread);
        }
        if (closed.getCount() == 0) {
            misuse.add("used after it was closed");
        }
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
