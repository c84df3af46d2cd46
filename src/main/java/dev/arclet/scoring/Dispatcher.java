package dev.arclet.scoring;

import dev.arclet.scoring.Batcher.Again;
import dev.arclet.scoring.Batcher.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps one worker busy, from one thread of its own: takes a batch, has it scored, gives the answers out.
 *
 * <p>When a batch fails, its pictures go to another device as they came, if there is one in service that has not had them yet, and
 * else back to the line, each to be tried alone. Where the worker was only not there, they stay together at first: it is hardly
 * their fault. Where it declined, they always do. A picture that fails alone may be at fault itself, or its worker may be, which
 * the {@link Inquiry} tells. A worker that fails {@link PoolSettings#failuresToLeave} times in a row, or is gone once, is out of
 * service, and pictures wait for better times. So a dead worker rejects nothing, and a picture that kills workers does not do so
 * for ever. After a failure the worker pauses, longer from failure to failure and by chance not just as long as others do.
 *
 * <p>A worker that does not come back at all is seen to from outside, by {@link #watch}.
 */
final class Dispatcher implements Runnable {
    /** So often may a batch lose its worker before its pictures are suspected of it. */
    private static final int INNOCENT_LOSSES = 1;

    /** After a first failure, doubled with each further one in a row. */
    private static final long STAND_BACK_NANOS = 2_000_000;

    private static final int MOST_DOUBLINGS = 5;

    /** For one that declines, so that it is not asked again in the same moment. */
    private static final long DECLINED_NANOS = 50_000_000;

    private final Worker worker;
    private final BooleanSupplier mayServe;
    private final PoolSettings settings;
    private final WaitingLine line;
    private final Answers answers;
    private final LongSupplier epochMicros;
    private final Circuit circuit;
    private final InHand inHand = new InHand();
    private final WorkerTally tally;
    private final ServiceTimes times = new ServiceTimes();
    private final WorkerCalls calls;
    private final Station station;
    private final Inquiry inquiry;

    /**
     * @param fallback whether the worker stands in for others
     * @param mayServe whether a fallback is to take pictures now
     */
    Dispatcher(Worker worker, boolean fallback, BooleanSupplier mayServe, PoolParts pool) {
        this.worker = worker;
        this.mayServe = mayServe;
        this.settings = pool.settings();
        this.line = pool.line();
        this.answers = pool.answers();
        this.epochMicros = pool.epochMicros();
        this.circuit = new Circuit(settings.failuresToLeave(), settings.firstBackOff(), settings.longestBackOff());
        this.tally = new WorkerTally(worker.name(), worker.batchSizes().max(), circuit, inHand, pool.meters());
        this.calls = new WorkerCalls(worker, pool.pictureLength(), times, circuit, tally, pool.witness());
        this.inquiry = new Inquiry(calls, circuit);
        this.station = new Station(
                worker.device(),
                worker.batchSizes(),
                settings.batches().maxBatch(),
                times,
                fallback,
                circuit::inService);
        line.join(station);
        if (!worker.isThere()) {
            circuit.lost(System.nanoTime());
        }
    }

    @Override
    public void run() {
        try {
            while (!line.isStopped()) {
                if (circuit.inService()) {
                    next();
                } else if (line.rest(jittered(circuit.nanosToTrial(System.nanoTime())))) {
                    inquiry.tryWorker();
                }
            }
        } finally {
            worker.close();
        }
    }

    private void next() {
        List<Taken<Pending>> batch = isFallback() ? line.takeWhen(mayServe, station) : line.take(station);
        if (!batch.isEmpty()) {
            serveSafely(batch);
        } else if (!line.isStopped() && circuit.inService()) {
            serveTrial();
        }
    }

    /** Up to a quarter more, so that all who lost one server do not come back to it in the same moment. */
    private static long jittered(long nanos) {
        return nanos <= 0 ? nanos : nanos + ThreadLocalRandom.current().nextLong(nanos / 4 + 1);
    }

    boolean isFallback() {
        return station.isFallback();
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

    Optional<WorkerCalls.Failure> lastFailure() {
        return calls.lastFailure();
    }

    /** Answers with an exception for the batch that the worker still has, if any; a score that comes later goes nowhere. */
    void abandon() {
        inHand.batch().forEach(taken -> answers.closed(taken.item()));
    }

    /**
     * Sees to a batch that the worker has had for too long. After the stall time the worker is out of service and the pictures
     * go to others; should it still answer, it is back, and its scores count for pictures that no other has scored. Well before that,
     * if hedging is on, a batch is given to another device as well.
     */
    void watch(long nowNanos) {
        long stall = settings.stall().toNanos();
        inHand.ifStalled(stall, nowNanos, batch -> {
            calls.stalled(stall);
            handOn(batch);
        });
        if (settings.hedgeAfter().isPresent()) {
            hedge(settings.hedgeAfter().get(), nowNanos);
        }
    }

    private void hedge(double factor, long nowNanos) {
        int size = inHand.batch().size();
        OptionalLong predicted = times.predict(worker.batchSizes().padded(Math.max(1, size)));
        if (predicted.isPresent()) {
            long patience = (long) (factor * predicted.getAsLong());
            inHand.ifHedgeable(patience, nowNanos, batch -> {
                boolean given = line.hedge(wanted(batch), station);
                if (given) {
                    tally.hedged();
                }
                return given;
            });
        }
    }

    private void handOn(List<Taken<Pending>> batch) {
        batch.forEach(taken -> taken.item().handOn());
        if (!line.giveBack(batch, Again.TOGETHER, station)) {
            batch.forEach(taken -> taken.item().leave());
        }
    }

    /** No exception, out of memory included, takes pictures along: those not answered go back to the line. */
    private void serveSafely(List<Taken<Pending>> taken) {
        inHand.begin(taken, System.nanoTime());
        try {
            serve(wanted(taken));
        } catch (Throwable e) {
            calls.failedUnexpectedly(e);
            giveBack(inHand.batch(), Again.ALONE);
        } finally {
            inHand.end();
        }
    }

    /** The others are faster, and nothing was heard of this worker for long: a picture tells whether that still holds. */
    private void serveTrial() {
        inHand.begin(List.of(), System.nanoTime());
        inquiry.tryWorker();
        inHand.end();
    }

    private void serve(List<Taken<Pending>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        boolean suspect = batch.size() == 1 && batch.get(0).item().suspicion().isAny();
        List<Taken<Pending>> failed = score(batch);
        if (failed.size() < batch.size()) {
            inquiry.scored();
            giveBack(failed, Again.ALONE);
        } else if (calls.isDeclined()) {
            giveBack(failed, Again.TOGETHER);
            line.rest(jittered(DECLINED_NANOS));
        } else {
            if (!suspect) {
                inquiry.failed();
            }
            seeToFailure(failed);
            line.rest(jittered(standBack()));
        }
    }

    private long standBack() {
        return STAND_BACK_NANOS << Math.min(MOST_DOUBLINGS, Math.max(0, circuit.failuresInARow() - 1));
    }

    private void seeToFailure(List<Taken<Pending>> failed) {
        if (failed.size() > 1) {
            giveBack(failed, isInnocent(failed) ? Again.TOGETHER : Again.TOGETHER_ELSEWHERE);
            return;
        }
        Taken<Pending> suspect = failed.get(0);
        Suspicion suspicion = suspect.item().suspicion();
        inquiry.failedAlone(suspicion);
        if (suspicion.isProven()) {
            reject(suspect.item());
        } else {
            giveBack(failed, inquiry.hasWitness() ? Again.ALONE : Again.ALONE_AFTER_OTHERS);
        }
    }

    private void reject(Pending picture) {
        tally.rejected();
        answers.reject(
                picture,
                "no score in " + picture.suspicion().charges()
                        + " tries alone, each on a worker that scored another picture after it; last: "
                        + calls.lastFailure().map(WorkerCalls.Failure::what).orElse("unknown"));
    }

    /** Whether the worker was gone, and that for the first time for all of these pictures. */
    private boolean isInnocent(List<Taken<Pending>> lost) {
        if (!calls.isGone()) {
            return false;
        }
        boolean innocent = true;
        for (Taken<Pending> one : lost) {
            innocent &= one.item().countLoss() <= INNOCENT_LOSSES;
        }
        return innocent;
    }

    private List<Taken<Pending>> wanted(List<Taken<Pending>> taken) {
        return taken.stream().filter(one -> answers.isWanted(one.item())).toList();
    }

    /** Scores the batch, answers for the pictures that got a score, and returns the others. */
    private List<Taken<Pending>> score(List<Taken<Pending>> batch) {
        PictureBatch pictures =
                new PictureBatch(batch.stream().map(one -> one.item().picture()).toList());
        long dispatchedMicros = epochMicros.getAsLong();
        OptionalLong nanos = calls.score(pictures);
        if (nanos.isEmpty()) {
            return batch;
        }
        long inferredMicros = epochMicros.getAsLong();
        List<Taken<Pending>> unscored = new ArrayList<>(0);
        int late = 0;
        tally.answered(batch.size(), nanos.getAsLong());
        tally.scored(calls.scoresIn(batch.size()));
        for (int i = 0; i < batch.size(); i++) {
            Pending picture = batch.get(i).item();
            if (!calls.isScore(i)) {
                unscored.add(batch.get(i));
            } else {
                Score score = new Score(
                        calls.score(i), worker.name(), isFallback(), batch.size(), dispatchedMicros, inferredMicros);
                late += answers.score(picture, score) ? 0 : 1;
            }
        }
        tally.late(late);
        if (!unscored.isEmpty()) {
            calls.fellShort(unscored.size(), batch.size());
        }
        return unscored;
    }

    /** Gives back those that are in no other place. Nobody hands them on from here at the same time. */
    private void giveBack(List<Taken<Pending>> pictures, Again how) {
        inHand.end();
        List<Taken<Pending>> left =
                pictures.stream().filter(taken -> taken.item().leave()).toList();
        if (left.isEmpty()) {
            return;
        }
        tally.retried(left.size());
        if (!line.giveBack(left, how, station)) {
            left.forEach(taken -> answers.closed(taken.item()));
        }
    }
}
