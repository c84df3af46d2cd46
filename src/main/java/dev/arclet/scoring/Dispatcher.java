package dev.arclet.scoring;

import dev.arclet.scoring.Batcher.Taken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one worker busy, from one thread of its own: takes a batch, has it scored, gives the answers out.
 *
 * <p>When a batch fails, its pictures go back to the head of the line, each to be tried alone. Where the worker was only not there,
 * they go back as they came, at first: others take them as fast as any. A picture that fails alone may be
 * at fault itself, or its worker may be; a blank picture tells which. It is rejected after {@value #TRIES} failures on a worker
 * that scored a blank one right before or after; a worker that fails {@link PoolSettings#failuresToLeave} times in a row, or is gone
 * once, is out of service, and pictures wait for better times. So a dead worker rejects nothing, and a picture that kills workers does not do
 * so for ever.
 */
final class Dispatcher implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final int TRIES = 3;

    /** So often may a batch lose its worker before its pictures are suspected of it. */
    private static final int INNOCENT_LOSSES = 1;

    private final Worker worker;
    private final boolean fallback;
    private final BooleanSupplier mayServe;
    private final WaitingLine line;
    private final Outstanding outstanding;
    private final LongSupplier epochMicros;
    private final Circuit circuit;
    private final WorkerTally tally;
    private final ServiceTimes times = new ServiceTimes();
    private final PictureBatch blank;
    private final float[] scores;

    /** The batch that the worker has at this moment, for whoever must answer for it when the worker never does. */
    private volatile List<Taken<Pending>> inHand = List.of();

    private volatile Optional<String> lastFailure = Optional.empty();

    /** Whether the last failure was that the worker was not there. */
    private boolean gone;

    /** Whether the last thing that this worker did was to score a blank picture. */
    private boolean provenWell;

    /**
     * @param fallback whether the worker stands in for others
     * @param mayServe whether a fallback is to take pictures now
     */
    Dispatcher(
            Worker worker,
            boolean fallback,
            BooleanSupplier mayServe,
            int pictureLength,
            WaitingLine line,
            Outstanding outstanding,
            Circuit circuit,
            WorkerTally tally,
            LongSupplier epochMicros) {
        this.worker = worker;
        this.fallback = fallback;
        this.mayServe = mayServe;
        this.line = line;
        this.outstanding = outstanding;
        this.epochMicros = epochMicros;
        this.circuit = circuit;
        this.tally = tally;
        this.blank = new PictureBatch(List.of(new float[pictureLength]));
        this.scores = new float[worker.batchSizes().max()];
    }

    @Override
    public void run() {
        try {
            while (!line.isStopped()) {
                if (circuit.inService()) {
                    serveSafely(next());
                } else if (line.rest(jittered(circuit.nanosToTrial(System.nanoTime())))) {
                    provenWell = scoresBlank();
                }
            }
        } finally {
            worker.close();
        }
    }

    private List<Taken<Pending>> next() {
        return fallback ? line.takeWhen(mayServe, worker.batchSizes(), times) : line.take(worker.batchSizes(), times);
    }

    /** Up to a quarter more, so that all who lost one server do not come back to it in the same moment. */
    private static long jittered(long nanos) {
        return nanos <= 0 ? nanos : nanos + ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
    }

    boolean isFallback() {
        return fallback;
    }

    String workerName() {
        return worker.name();
    }

    Circuit circuit() {
        return circuit;
    }

    WorkerTally tally() {
        return tally;
    }

    Optional<String> lastFailure() {
        return lastFailure;
    }

    /** Answers with an exception for the batch that the worker still has, if any; a score that comes later goes nowhere. */
    void abandon() {
        inHand.forEach(taken -> closed(taken.item()));
    }

    void closed(Pending picture) {
        if (picture.settle()) {
            outstanding.answered(System.nanoTime());
            picture.answer()
                    .completeExceptionally(new PoolClosedException(
                            "the worker pool was closed before this picture was scored; submit it to a running one"));
        }
    }

    /** No exception, out of memory included, takes pictures along: those not answered go back to the line. */
    private void serveSafely(List<Taken<Pending>> taken) {
        inHand = taken;
        try {
            serve(wanted(taken));
        } catch (Throwable e) {
            fail("unexpected " + e, e);
            giveBack(inHand, true);
        } finally {
            inHand = List.of();
        }
    }

    private void serve(List<Taken<Pending>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        boolean wasProvenWell = provenWell;
        provenWell = false;
        List<Taken<Pending>> failed = score(batch);
        if (batch.size() == 1 && !failed.isEmpty()) {
            judge(batch.get(0), wasProvenWell);
        } else {
            giveBack(failed, !isInnocent(failed));
        }
    }

    /** Whether the worker was gone, and that for the first time for all of these pictures. */
    private boolean isInnocent(List<Taken<Pending>> lost) {
        if (!gone) {
            return false;
        }
        boolean innocent = true;
        for (Taken<Pending> one : lost) {
            innocent &= one.item().countLoss() <= INNOCENT_LOSSES;
        }
        return innocent;
    }

    /** Those whose answer somebody still waits for. */
    private List<Taken<Pending>> wanted(List<Taken<Pending>> taken) {
        List<Taken<Pending>> wanted = new ArrayList<>(taken.size());
        for (Taken<Pending> one : taken) {
            if (!one.item().answer().isDone()) {
                wanted.add(one);
            } else if (one.item().settle()) {
                outstanding.answered(System.nanoTime());
            }
        }
        return wanted;
    }

    /** Scores the batch, answers for the pictures that got a score, and returns the others. */
    private List<Taken<Pending>> score(List<Taken<Pending>> batch) {
        PictureBatch pictures =
                new PictureBatch(batch.stream().map(one -> one.item().picture()).toList());
        long dispatchedMicros = epochMicros.getAsLong();
        OptionalLong nanos = answers(pictures);
        if (nanos.isEmpty()) {
            return batch;
        }
        long inferredMicros = epochMicros.getAsLong();
        tally.scored(batch.size(), scoresIn(batch.size()), nanos.getAsLong());
        List<Taken<Pending>> unscored = new ArrayList<>(0);
        for (int i = 0; i < batch.size(); i++) {
            if (isScore(scores[i])) {
                answer(
                        batch.get(i).item(),
                        new Score(scores[i], worker.name(), fallback, batch.size(), dispatchedMicros, inferredMicros));
            } else {
                unscored.add(batch.get(i));
            }
        }
        return unscored;
    }

    private void answer(Pending picture, Score score) {
        if (picture.settle()) {
            outstanding.answered(System.nanoTime());
            picture.answer().complete(score);
        }
    }

    /** A picture failed alone: finds out whether the worker is well, and if so counts that against the picture. */
    private void judge(Taken<Pending> taken, boolean wasProvenWell) {
        boolean workerIsWell = wasProvenWell || (circuit.inService() && scoresBlank());
        provenWell = workerIsWell && !wasProvenWell;
        if (workerIsWell && taken.item().countFailureOfItsOwn() >= TRIES) {
            reject(taken.item());
        } else {
            giveBack(List.of(taken), true);
        }
    }

    private void reject(Pending picture) {
        tally.rejected();
        if (picture.settle()) {
            outstanding.answered(System.nanoTime());
            picture.answer()
                    .completeExceptionally(new PictureRejectedException(
                            "no score in " + TRIES + " tries alone, while a blank picture was scored; last: "
                                    + lastFailure.orElse("unknown")));
        }
    }

    private void giveBack(List<Taken<Pending>> pictures, boolean alone) {
        if (!pictures.isEmpty() && !line.giveBack(pictures, alone)) {
            pictures.forEach(taken -> closed(taken.item()));
        }
    }

    private boolean scoresBlank() {
        return answers(blank).isPresent();
    }

    /**
     * Has the pictures scored; leaves the answer in {@link #scores} and returns how long it took, or nothing when not one of them
     * got a score. Nothing that a worker throws gets out of here, errors included: a picture whose dispatcher has died would wait
     * for ever.
     */
    private OptionalLong answers(PictureBatch pictures) {
        Arrays.fill(scores, 0, pictures.size(), Float.NaN);
        gone = false;
        long start = System.nanoTime();
        try {
            worker.score(pictures, scores);
        } catch (Throwable e) {
            fail(describe(e), e);
            return OptionalLong.empty();
        }
        long nanos = System.nanoTime() - start;
        if (scoresIn(pictures.size()) == 0) {
            fail("score is " + scores[0] + ", not in 0 to 1", null);
            return OptionalLong.empty();
        }
        times.observe(worker.batchSizes().padded(pictures.size()), nanos);
        if (circuit.succeeded()) {
            log.info("Worker {} answers again and is back in service", worker.name());
        }
        return OptionalLong.of(nanos);
    }

    /** How many of the first so many answers are scores. */
    private int scoresIn(int pictures) {
        int count = 0;
        for (int i = 0; i < pictures; i++) {
            count += isScore(scores[i]) ? 1 : 0;
        }
        return count;
    }

    private void fail(String what, Throwable cause) {
        tally.failed();
        lastFailure = Optional.of("worker " + worker.name() + ": " + what);
        log.warn("Worker {} failed: {}", worker.name(), what);
        log.debug("Its exception", cause);
        gone = cause instanceof WorkerUnreachableException;
        long now = System.nanoTime();
        if (gone ? circuit.lost(now) : circuit.failed(now)) {
            log.error("Worker {} is out of service; it is tried again with growing pauses", worker.name());
        }
    }

    private static boolean isScore(float value) {
        return value >= 0 && value <= 1;
    }

    private static String describe(Throwable e) {
        return e instanceof WorkerException ? e.getMessage() : e.toString();
    }
}
