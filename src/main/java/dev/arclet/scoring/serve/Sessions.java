package dev.arclet.scoring.serve;

import dev.arclet.scoring.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread for each worker, which scores one batch after the other from a line that all of them share. Thread-safe.
 *
 * <p>The line is bounded: a batch of pictures is megabytes, and whoever waits long would rather ask elsewhere.
 */
final class Sessions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final int WAITING_PER_SESSION = 8;

    private final LinkedBlockingQueue<Job> line;
    private final List<Thread> threads = new ArrayList<>();

    /** Something to score. */
    interface Job {
        /** Called once, on a session's thread; deals with its own failures. */
        void run(Worker worker);
    }

    /** Starts the threads; from here on the workers are this object's, which closes them. */
    Sessions(List<? extends Worker> workers) {
        this.line = new LinkedBlockingQueue<>(workers.size() * WAITING_PER_SESSION);
        for (Worker worker : workers) {
            Thread thread = new Thread(() -> serve(worker), "arclet-session-" + worker.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void serve(Worker worker) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                runSafely(line.take(), worker);
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            worker.close();
        }
    }

    private static void runSafely(Job job, Worker worker) {
        try {
            job.run(worker);
        } catch (Throwable e) {
            // A session that has died would take its part of every later call along.
            log.error("Session {} goes on after an unexpected failure", worker.name(), e);
        }
    }

    /** Puts a job in the line; false if that is full. */
    boolean offer(Job job) {
        return line.offer(job);
    }

    /** Whether there is room in the line at this moment. */
    boolean hasRoom() {
        return line.remainingCapacity() > 0;
    }

    /** Most batches that are scored and wait. */
    int most() {
        return threads.size() * (1 + WAITING_PER_SESSION);
    }

    /** Batches that wait. */
    int waiting() {
        return line.size();
    }

    /** Lets each session end the batch that it has; what waits is not scored. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
