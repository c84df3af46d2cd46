package dev.arclet.stream;

import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.Picture;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureRejectedException;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.Intake.Taken;
import dev.arclet.stream.Preparation.Envelope;
import dev.arclet.stream.Preparation.Prepared;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.Origin;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The same road without Kafka: packets in, endings out in the order of the packets. Objects are remembered in memory, for as long as the
 * road is. For one thread.
 */
public final class DirectRoad {
    private final Intake intake;
    private final Preparation preparation;
    private final WorkerPool pool;
    private final PoolWatch watch;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final int inFlightLimit;
    private final Consumer<Ending> sink;
    private final Map<String, ObjectState> objects = new HashMap<>();
    private final Deque<CompletableFuture<Ending>> awaited = new ArrayDeque<>();
    private long taken;

    /**
     * Gives each alert's ending to {@code sink}, with at most {@code inFlightLimit} pictures with the pool at a time, and gives up when no
     * worker has answered for {@code workerPatience}.
     */
    public DirectRoad(
            Intake intake,
            ModelBundle model,
            WorkerPool pool,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock,
            int inFlightLimit,
            Duration workerPatience,
            Consumer<Ending> sink) {
        this.intake = intake;
        this.preparation = new Preparation(model.recipe());
        this.pool = pool;
        this.watch = new PoolWatch(pool, workerPatience, new StopFlag(), "start again when one is back");
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.inFlightLimit = inFlightLimit;
        this.sink = sink;
    }

    /** How one alert ended. */
    public sealed interface Ending {
        /** Where its packet came from. */
        String origin();

        /**
         * With a record.
         *
         * @param score the record
         * @param picture that the network looked at, if it got so far
         */
        record Outcome(String origin, LensScore score, Optional<Picture> picture) implements Ending {}

        /**
         * As a dead letter.
         *
         * @param cause the word that such ends are counted by
         * @param message what is wrong with which part
         * @param alert what is known of the alert, if it could be decoded
         */
        record Dead(String origin, String cause, String message, Optional<Known> alert) implements Ending {}

        /** What names an alert. */
        record Known(long sourceId, Optional<String> objectId, String band) {}
    }

    /**
     * Takes one packet up; its ending may come at once, later or in {@link #finish}.
     *
     * @param origin named in its ending, such as the file that it is from
     * @throws BlockedRoadException if its schema can't be looked up now, or the pool has gone
     */
    public void take(String origin, byte[] packet) {
        ledger.countIn();
        awaited.addLast(begin(origin, packet));
        while (awaited.size() >= inFlightLimit
                || (!awaited.isEmpty() && awaited.peekFirst().isDone())) {
            endFirst();
        }
    }

    /** Waits for all endings. */
    public void finish() {
        while (!awaited.isEmpty()) {
            endFirst();
        }
    }

    private CompletableFuture<Ending> begin(String origin, byte[] packet) {
        long now = clock.now();
        Timeline timeline = Timeline.empty().with(Mark.SENT, now).with(Mark.RECEIVED, now);
        try {
            Taken alert = intake.take(packet, new Origin(origin, 0, taken++), timeline);
            return alert.refusal()
                    .map(reason -> outcome(origin, publisher.skipped(alert.cutOut(), reason)))
                    .orElseGet(() -> prepare(origin, alert));
        } catch (UndecodableAlertException e) {
            return CompletableFuture.completedFuture(
                    dead(origin, DeadLetters.reason(e), e.getMessage(), Optional.empty()));
        } catch (UnreadableCutoutException e) {
            return CompletableFuture.completedFuture(
                    dead(origin, DeadLetters.UNREADABLE_STAMP, e.getMessage(), Optional.empty()));
        } catch (SchemaUnavailableException e) {
            throw new BlockedRoadException(e.getMessage(), e);
        }
    }

    private CompletableFuture<Ending> prepare(String origin, Taken alert) {
        ObjectState known = objects.getOrDefault(alert.key(), ObjectMemory.blank());
        Prepared prepared = preparation.prepare(new Envelope(alert.key(), 0, List.of()), alert.cutOut(), known);
        if (prepared instanceof Prepared.Duplicate duplicate) {
            return outcome(origin, publisher.skipped(alert.cutOut(), duplicate.reason()));
        }
        if (prepared instanceof Prepared.Unscorable unscorable) {
            objects.put(alert.key(), unscorable.state());
            return outcome(origin, publisher.unscorable(alert.cutOut(), unscorable.reason()));
        }
        Prepared.Ready ready = (Prepared.Ready) prepared;
        objects.put(alert.key(), ready.state());
        return submit(origin, alert.cutOut(), ready);
    }

    private CompletableFuture<Ending> submit(String origin, CutOut alert, Prepared.Ready ready) {
        Timeline timeline = TimelineCodec.load(alert.getMarks()).with(Mark.QUEUED, clock.now());
        CompletableFuture<Score> score = pool.submit(ready.picture().pixels());
        return score.handle((value, failure) -> scored(origin, alert, ready, timeline, score));
    }

    private Ending scored(
            String origin, CutOut alert, Prepared.Ready ready, Timeline timeline, CompletableFuture<Score> score) {
        try {
            return new Ending.Outcome(
                    origin,
                    publisher.scored(
                            alert, PoolWatch.finished(score), ready.picture().present(), timeline),
                    Optional.of(ready.picture()));
        } catch (PictureRejectedException e) {
            Ending.Known known =
                    new Ending.Known(alert.getSourceId(), Optional.ofNullable(alert.getObjectId()), alert.getBand());
            return dead(origin, DeadLetters.PICTURE_REJECTED, e.getMessage(), Optional.of(known));
        }
    }

    private static CompletableFuture<Ending> outcome(String origin, LensScore score) {
        return CompletableFuture.completedFuture(new Ending.Outcome(origin, score, Optional.empty()));
    }

    private Ending dead(String origin, String cause, String message, Optional<Ending.Known> alert) {
        ledger.countDead(cause);
        return new Ending.Dead(origin, cause, message, alert);
    }

    private void endFirst() {
        CompletableFuture<Ending> first = awaited.removeFirst();
        watch.await(first);
        try {
            sink.accept(first.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
