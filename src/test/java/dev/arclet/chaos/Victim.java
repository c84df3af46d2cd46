package dev.arclet.chaos;

import dev.arclet.support.ProcessSignal;
import java.io.IOException;
import java.time.Duration;

/** A process that faults happen to, and that can be started again as it was. */
interface Victim {
    /** Starts it, for the first time or again, and waits until it can work. */
    void start() throws IOException, InterruptedException;

    /** SIGTERM, or what comes to the same: it may end what it has begun. */
    void stop() throws IOException, InterruptedException;

    /** SIGKILL. */
    void kill() throws InterruptedException;

    /** Of the process that runs. */
    long pid();

    /** It stands still for so long, and does not know of it. */
    default void standStill(Duration time, Scene scene) throws IOException, InterruptedException {
        ProcessSignal.STOP.send(pid());
        scene.pass(time);
        ProcessSignal.CONT.send(pid());
    }

    /** It is killed, and comes back after so long. */
    default void crash(Duration away, Scene scene) throws IOException, InterruptedException {
        kill();
        scene.pass(away);
        start();
    }

    /** It ends in order, and comes back after so long. */
    default void restart(Duration away, Scene scene) throws IOException, InterruptedException {
        stop();
        scene.pass(away);
        start();
    }
}
