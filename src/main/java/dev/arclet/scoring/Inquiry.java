package dev.arclet.scoring;

import java.util.Optional;

/**
 * Finds out, for one worker, who is to blame when a picture failed alone: the picture, or the worker. The picture is charged only
 * once the worker has scored another real picture afterwards; a blank one, which servers are warmed up with, proves nothing. So
 * a worker that is gone, or fails with everything, never speaks against a picture, and before the first score of the pool no
 * worker does.
 *
 * <p>Not thread-safe; used by the worker's own thread.
 */
final class Inquiry {
    private final WorkerCalls calls;
    private final Circuit circuit;
    private final Steadiness steadiness = new Steadiness();

    /** A picture that failed here, while it is open whether the worker can score others. */
    private Optional<Suspicion> open = Optional.empty();

    Inquiry(WorkerCalls calls, Circuit circuit) {
        this.calls = calls;
        this.circuit = circuit;
    }

    /** The worker scored pictures that are waited for. */
    void scored() {
        steadiness.succeeded();
        charge();
    }

    /** The worker failed with pictures, none of which is a suspect already. */
    void failed() {
        steadiness.failed();
    }

    /** A picture failed alone. Shows the worker another, if there is one and the worker is still in service. */
    void failedAlone(Suspicion suspicion) {
        suspicion.failed();
        open = Optional.of(suspicion);
        if (hasWitness() && circuit.inService()) {
            if (calls.scoresTrial()) {
                scored();
            } else {
                failed();
            }
        }
    }

    /** Whether there is a real picture that a worker can be tried with. */
    boolean hasWitness() {
        return calls.hasWitness();
    }

    /** Tries a worker that is out of service, or was not heard of for long. */
    void tryWorker() {
        boolean real = hasWitness();
        if (calls.scoresTrial() && real) {
            charge();
        }
    }

    private void charge() {
        open.ifPresent(suspicion -> suspicion.charge(steadiness.chanceOfFailure()));
        open = Optional.empty();
    }
}
