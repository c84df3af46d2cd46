package dev.arclet.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a worker and takes note of how that went: in its service times, its circuit, its tally and the log. Nothing that a worker
 * throws gets out of here, errors included: a picture whose dispatcher has died would wait for ever.
 *
 * <p>Used by the worker's own thread, but for {@link #lastFailure} and {@link #stalled}.
 */
final class WorkerCalls {
    private static final Logger log = LoggerFactory.getLogger(WorkerCalls.class);

    private final Worker worker;
    private final ServiceTimes times;
    private final Circuit circuit;
    private final WorkerTally tally;
    private final Witness witness;
    private final float[] blank;
    private final float[] scores;

    /** The last real picture that this very worker scored. */
    private Optional<float[]> ownWitness = Optional.empty();

    private volatile Optional<Failure> lastFailure = Optional.empty();
    private boolean gone;
    private boolean declined;

    WorkerCalls(
            Worker worker, int pictureLength, ServiceTimes times, Circuit circuit, WorkerTally tally, Witness witness) {
        this.worker = worker;
        this.times = times;
        this.circuit = circuit;
        this.tally = tally;
        this.witness = witness;
        this.blank = new float[pictureLength];
        this.scores = new float[worker.batchSizes().max()];
    }

    /**
     * What went wrong last.
     *
     * @param what with the worker's name
     * @param nanos when, by {@link System#nanoTime}
     */
    record Failure(String what, long nanos) {}

    Optional<Failure> lastFailure() {
        return lastFailure;
    }

    /** Whether the last call failed because the worker was not there. */
    boolean isGone() {
        return gone;
    }

    /** Whether the last call failed for a reason that has nothing to do with its pictures, although the worker was there. */
    boolean isDeclined() {
        return declined;
    }

    /** The last call's score of one of its pictures; no score, but NaN, where {@link #isScore} says so. */
    float score(int index) {
        return scores[index];
    }

    boolean isScore(int index) {
        return scores[index] >= 0 && scores[index] <= 1;
    }

    /** How many of the last call's pictures, so many in all, got a score. */
    int scoresIn(int pictures) {
        int count = 0;
        for (int i = 0; i < pictures; i++) {
            count += isScore(i) ? 1 : 0;
        }
        return count;
    }

    /** Whether there is a real picture for {@link #scoresTrial}, and not only a blank one, which proves little. */
    boolean hasWitness() {
        return ownWitness.isPresent() || witness.picture().isPresent();
    }

    /**
     * Has a picture scored whose score nobody waits for: the last that this worker scored or, if it has none, another one did; a
     * blank one as long as there is neither.
     */
    boolean scoresTrial() {
        circuit.trialBegins();
        float[] picture = ownWitness.or(witness::picture).orElse(blank);
        return call(new PictureBatch(List.of(picture))).isPresent();
    }

    /** Has pictures scored that are waited for; returns how long it took, or nothing when not one of them got a score. */
    OptionalLong score(PictureBatch pictures) {
        OptionalLong nanos = call(pictures);
        if (nanos.isPresent()) {
            keepWitness(pictures);
        }
        return nanos;
    }

    private void keepWitness(PictureBatch pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            if (isScore(i)) {
                ownWitness = Optional.of(pictures.picture(i));
                witness.scored(pictures.picture(i));
                return;
            }
        }
    }

    private OptionalLong call(PictureBatch pictures) {
        Arrays.fill(scores, 0, pictures.size(), Float.NaN);
        gone = false;
        declined = false;
        long start = System.nanoTime();
        try {
            worker.score(pictures, scores);
        } catch (Throwable e) {
            Arrays.fill(scores, 0, pictures.size(), Float.NaN);
            gone = e instanceof WorkerUnreachableException;
            declined = e instanceof WorkerDeclinedException;
            failed(cause(e), describe(e), e);
            return OptionalLong.empty();
        }
        long nanos = System.nanoTime() - start;
        if (scoresIn(pictures.size()) == 0) {
            failed(FailureCause.NO_SCORE, "score is " + scores[0] + ", not in 0 to 1", null);
            return OptionalLong.empty();
        }
        if (circuit.succeeded()) {
            // How long it took it to get up says nothing of its speed.
            tally.cameBack();
            log.info("Worker {} answers again and is back in service", worker.name());
        } else {
            times.observe(worker.batchSizes().padded(pictures.size()), nanos);
        }
        return OptionalLong.of(nanos);
    }

    /** Some of the pictures of an answered batch got no score; that is no reason to do without the worker. */
    void fellShort(int missing, int pictures) {
        tally.failed(FailureCause.PARTIAL);
        note(missing + " of " + pictures + " pictures got no score in 0 to 1");
    }

    /** The worker has not come back for so long; called by the thread that watches it. */
    void stalled(long nanos) {
        tally.failed(FailureCause.STALL);
        note("no answer for " + nanos / 1_000_000 + " ms");
        tellIfOut(circuit.lost(System.nanoTime()));
    }

    /** Something went wrong that is not the worker's answer. */
    void failedUnexpectedly(Throwable e) {
        gone = false;
        failed(FailureCause.ERROR, "unexpected " + e, e);
    }

    private void failed(FailureCause cause, String what, Throwable exception) {
        tally.failed(cause);
        note(what);
        log.debug("Its exception", exception);
        long now = System.nanoTime();
        tellIfOut(gone ? circuit.lost(now) : circuit.failed(now));
    }

    private void note(String what) {
        lastFailure = Optional.of(new Failure("worker " + worker.name() + ": " + what, System.nanoTime()));
        log.warn("Worker {} failed: {}", worker.name(), what);
    }

    private void tellIfOut(boolean leaves) {
        if (leaves) {
            log.error("Worker {} is out of service; it is tried again with growing pauses", worker.name());
        }
    }

    private static FailureCause cause(Throwable e) {
        return e instanceof WorkerException failure ? failure.failure() : FailureCause.ERROR;
    }

    private static String describe(Throwable e) {
        return e instanceof WorkerException ? e.getMessage() : e.toString();
    }
}
