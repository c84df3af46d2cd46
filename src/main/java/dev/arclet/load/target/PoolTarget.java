package dev.arclet.load.target;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer;
import dev.arclet.load.Answer.Ending;
import dev.arclet.load.Target;
import dev.arclet.scoring.PoolClosedException;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A pool of workers without the road before it: pictures that were made beforehand go straight into its line. What the pool rejects ends
 * as {@link Ending#DEAD}.
 */
public final class PoolTarget implements Target {
    private final WorkerPool pool;
    private final List<float[]> pictures;
    private final EpochMicros clock;
    private final AtomicReference<String> firstRejection = new AtomicReference<>();
    private volatile Consumer<Answer> sink = answer -> {};

    /**
     * @param pool stays open
     * @param pictures sent in turn, again and again
     * @param clock the one that stamps the pool's scores
     */
    public PoolTarget(WorkerPool pool, List<float[]> pictures, EpochMicros clock) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("there are 0 pictures to send; give at least 1");
        }
        this.pool = pool;
        this.pictures = List.copyOf(pictures);
        this.clock = clock;
    }

    @Override
    public void answerTo(Consumer<Answer> sink) {
        this.sink = sink;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // every answer, failures too, goes through the handler
    public void send(long number) {
        float[] picture = pictures.get((int) (number % pictures.size()));
        Timeline sent = Timeline.empty().with(Mark.SENT, clock.now());
        pool.submit(picture).whenComplete((score, failure) -> answer(number, sent, score, failure));
    }

    private void answer(long number, Timeline sent, Score score, Throwable failure) {
        if (failure == null) {
            Timeline marks =
                    sent.with(Mark.DISPATCHED, score.dispatchedMicros()).with(Mark.INFERRED, score.inferredMicros());
            sink.accept(new Answer(number, Ending.SCORED, clock.now(), marks, score.batchSize()));
        } else if (!isClosed(failure)) {
            firstRejection.compareAndSet(null, String.valueOf(failure.getMessage()));
            sink.accept(new Answer(number, Ending.DEAD, clock.now(), sent, 0));
        }
    }

    /** Why the first of the pictures that the pool rejected was. */
    public Optional<String> firstRejection() {
        return Optional.ofNullable(firstRejection.get());
    }

    /** A pool that closes answers for what it has not scored, which is no answer for us: the alert is lost. */
    private static boolean isClosed(Throwable failure) {
        return failure instanceof PoolClosedException
                || (failure instanceof CompletionException && failure.getCause() instanceof PoolClosedException);
    }

    @Override
    public void close() {}
}
