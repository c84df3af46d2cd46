package dev.arclet.evaluation;

import dev.arclet.evaluation.sample.Specimen;
import java.util.List;
import java.util.Optional;

/**
 * A sample after a model has looked at it.
 *
 * @param scored what it could score
 * @param unscored what it could not, and why
 * @param gallery the pictures that it got most wrong
 * @param throughput how fast it went, and who worked
 * @param pixels in words, how large the pictures' pixels were taken to be
 * @param night what became of the alerts, where the sample is a night
 */
public record ScoredSample(
        List<Scored> scored,
        List<Unscored> unscored,
        Gallery gallery,
        Throughput throughput,
        String pixels,
        Optional<NightCount> night) {
    public ScoredSample {
        scored = List.copyOf(scored);
        unscored = List.copyOf(unscored);
    }

    /**
     * What has no score.
     *
     * @param specimen what it is
     * @param reason a word, such as {@code unreadable}
     * @param detail what is wrong, naming the file; empty where the reason says it all
     */
    public record Unscored(Specimen specimen, String reason, String detail) {}

    /**
     * How fast a sample was scored, from reading files to scores.
     *
     * @param pictures that the network looked at
     * @param seconds that it took
     * @param perSecond pictures a second
     * @param workers that scored them
     */
    public record Throughput(long pictures, double seconds, double perSecond, List<ByWorker> workers) {
        public Throughput {
            workers = List.copyOf(workers);
        }

        static Throughput since(long startNanos, WorkersSeen workers) {
            double seconds = Math.max(1, System.nanoTime() - startNanos) / 1e9;
            return new Throughput(workers.pictures(), seconds, workers.pictures() / seconds, workers.list());
        }
    }

    /**
     * What one worker did.
     *
     * @param name of the worker
     * @param pictures that it scored
     * @param asFallback of these, while it stood in for workers that were out of service
     */
    public record ByWorker(String name, long pictures, long asFallback) {}
}
