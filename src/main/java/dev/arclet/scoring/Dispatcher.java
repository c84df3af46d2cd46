package dev.arclet.scoring;

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
 * <p>When a batch fails, its pictures go back to the line, each to be tried alone. Where the worker was only not there, they go
 * back as they came, at first: others take them as fast as any. Where it declined, they always do. A picture that fails alone may be at fault itself, or its worker
 * may be; a blank picture tells which. It is rejected after {@value #TRIES} failures on a worker that scored a blank one right
 * before or after; a worker that fails {@link PoolSettings#failuresToLeave} times in a row, or is gone once, is out of service,
 * and pictures wait for better times. So a dead worker rejects nothing, and a picture that kills workers does not do so for ever.
 *
 * <p>A worker that does not come back at all is seen to from outside, by {@link #watch}.
 */
final class Dispatcher implements Runnable {
    private static final int TRIES = 3;

    /** So often may a batch lose its worker before its pictures are suspected of it. */
    private static final int INNOCENT_LOSSES = 1;

    /** After a failure the others go first, for a moment in which a free one has long taken what failed. */
    private static final long STAND_BACK_NANOS = 2_000_000;

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

    /** Whether the last thing that this worker did was to score a blank picture. */
    private boolean provenWell;

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
        this.calls = new WorkerCalls(worker, pool.pictureLength(), times, circuit, tally);
        this.station =
                new Station(worker.batchSizes(), settings.batches().maxBatch(), times, fallback, circuit::inService);
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
                    provenWell = calls.scoresBlank();
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
     * if hedging is on, a batch is given to a free worker as well.
     */
    void watch(long nowNanos) {
        long stall = settings.stall().toNanos();
        inHand.ifStalled(stall, nowNanos, batch -> {
            calls.stalled(stall);
            handOn(batch, () -> line.giveBack(batch, false));
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
                boolean given = handOn(batch, () -> line.hedge(batch));
                if (given) {
                    tally.hedged();
                }
                return given;
            });
        }
    }

    private static boolean handOn(List<Taken<Pending>> batch, BooleanSupplier giver) {
        batch.forEach(taken -> taken.item().handOn());
        boolean given = giver.getAsBoolean();
        if (!given) {
            batch.forEach(taken -> taken.item().leave());
        }
        return given;
    }

    /** No exception, out of memory included, takes pictures along: those not answered go back to the line. */
    private void serveSafely(List<Taken<Pending>> taken) {
        inHand.begin(taken, System.nanoTime());
        try {
            serve(wanted(taken));
        } catch (Throwable e) {
            calls.failedUnexpectedly(e);
            giveBack(inHand.batch(), true);
        } finally {
            inHand.end();
        }
    }

    /** The others are faster, and nothing was heard of this worker for long: a blank picture tells whether that still holds. */
    private void serveTrial() {
        inHand.begin(List.of(), System.nanoTime());
        provenWell = calls.scoresBlank();
        inHand.end();
    }

    private void serve(List<Taken<Pending>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        boolean wasProvenWell = provenWell;
        provenWell = false;
        List<Taken<Pending>> failed = score(batch);
        if (failed.isEmpty()) {
            return;
        }
        if (calls.isDeclined()) {
            giveBack(failed, false);
            line.rest(jittered(DECLINED_NANOS));
            return;
        }
        if (batch.size() == 1) {
            judge(batch.get(0), wasProvenWell);
        } else {
            giveBack(failed, !isInnocent(failed));
        }
        if (line.hasHelp(station)) {
            line.rest(jittered(STAND_BACK_NANOS));
        }
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
        OptionalLong nanos = calls.call(pictures);
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

    /** A picture failed alone: finds out whether the worker is well, and if so counts that against the picture. */
    private void judge(Taken<Pending> taken, boolean wasProvenWell) {
        boolean workerIsWell = wasProvenWell || (circuit.inService() && calls.scoresBlank());
        provenWell = workerIsWell && !wasProvenWell;
        if (workerIsWell && taken.item().countFailureOfItsOwn() >= TRIES) {
            tally.rejected();
            answers.reject(
                    taken.item(),
                    "no score in " + TRIES + " tries alone, while a blank picture was scored; last: "
                            + calls.lastFailure().map(WorkerCalls.Failure::what).orElse("unknown"));
        } else {
            giveBack(List.of(taken), true);
        }
    }

    /** Gives back those that are in no other place. Nobody hands them on from here at the same time. */
    private void giveBack(List<Taken<Pending>> pictures, boolean alone) {
        inHand.end();
        List<Taken<Pending>> left =
                pictures.stream().filter(taken -> taken.item().leave()).toList();
        if (left.isEmpty()) {
            return;
        }
        tally.retried(left.size());
        if (!line.giveBack(left, alone)) {
            left.forEach(taken -> answers.closed(taken.item()));
        }
    }
}
