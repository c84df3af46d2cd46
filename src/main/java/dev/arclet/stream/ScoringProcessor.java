package dev.arclet.stream;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Picture;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.PoolHealth;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.Preparation.Envelope;
import dev.arclet.stream.Preparation.Prepared;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.InFlight;
import dev.arclet.stream.state.ObjectState;
import dev.arclet.stream.state.StoredHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Makes the picture of each alert, hands it to the pool and publishes the score when it comes, in the order in which the task's alerts
 * came. Between hand-over and publication an alert is in the {@link InFlightLog}, so that whatever ends this task loses none of them.
 *
 * <p>The stream thread never waits for a score unless the task has {@code inFlightLimit} of them outstanding. Finished scores are published
 * whenever an alert comes in and in a wall-clock punctuation.
 */
final class ScoringProcessor extends ContextualProcessor<String, CutOut, String, Step> {
    static final String IN_FLIGHT_STORE = "in-flight";
    static final String OBJECTS_STORE = "objects";

    private static final Duration LOOK_AT_HEALTH_EVERY = Duration.ofMillis(100);

    private final WorkerPool pool;
    private final Preparation preparation;
    private final Candidates candidates;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final StreamSettings settings;
    private final Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf;
    private final Deque<Awaited> awaited = new ArrayDeque<>();

    private KeyValueStore<String, ObjectState> objects;
    private InFlightLog log;

    ScoringProcessor(
            WorkerPool pool,
            Preparation preparation,
            Candidates candidates,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock,
            StreamSettings settings,
            Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf) {
        this.pool = pool;
        this.preparation = preparation;
        this.candidates = candidates;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.logOf = logOf;
    }

    /** An alert whose score is awaited. */
    private record Awaited(
            long number, InFlight inFlight, Picture picture, Timeline timeline, CompletableFuture<Score> score) {}

    @Override
    public void init(ProcessorContext<String, Step> context) {
        super.init(context);
        objects = context.getStateStore(OBJECTS_STORE);
        log = logOf.apply(context.getStateStore(IN_FLIGHT_STORE));
        log.recover(this::submitAgain);
        context.schedule(settings.publishEvery(), PunctuationType.WALL_CLOCK_TIME, now -> publishFinished());
    }

    @Override
    public void process(Record<String, CutOut> record) {
        publishFinished();
        CutOut alert = record.value();
        ObjectState known = objects.get(record.key());
        Envelope envelope = new Envelope(record.key(), record.timestamp(), stored(record.headers()));
        Prepared prepared = preparation.prepare(envelope, alert, known == null ? ObjectMemory.blank() : known);
        if (prepared instanceof Prepared.Duplicate duplicate) {
            publish(record, publisher.skipped(alert, duplicate.reason()));
        } else if (prepared instanceof Prepared.Unscorable unscorable) {
            objects.put(record.key(), unscorable.state());
            publish(record, publisher.unscorable(alert, unscorable.reason()));
        } else if (prepared instanceof Prepared.Ready ready) {
            objects.put(record.key(), ready.state());
            submit(log.add(ready.inFlight()), ready.inFlight(), ready.picture());
            awaitRoom();
        }
    }

    /** What is awaited stays in the log, and its next owner submits it again. */
    @Override
    public void close() {
        ledger.addInFlight(-awaited.size());
        awaited.clear();
    }

    private void submitAgain(long number, InFlight inFlight) {
        try {
            submit(number, inFlight, preparation.picture(inFlight));
        } catch (EmptyPictureException e) {
            throw new IllegalStateException(
                    "alert in flight without a picture: " + inFlight.getCutOut().getSourceId(), e);
        }
    }

    private void submit(long number, InFlight inFlight, Picture picture) {
        Timeline timeline = TimelineCodec.load(inFlight.getCutOut().getMarks()).with(Mark.QUEUED, clock.now());
        awaited.addLast(new Awaited(number, inFlight, picture, timeline, pool.submit(picture.pixels())));
        ledger.addInFlight(1);
    }

    private void awaitRoom() {
        while (awaited.size() >= settings.inFlightLimit()) {
            awaitHead(LOOK_AT_HEALTH_EVERY);
            publishFinished();
        }
    }

    private void awaitHead(Duration patience) {
        try {
            awaited.peekFirst().score().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            giveUpOnDeadPool();
        } catch (ExecutionException e) {
            // Its turn comes in publishFinished, which tells a bad picture from a closed pool.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlockedRoadException("interrupted while waiting for scores", e);
        }
    }

    private void giveUpOnDeadPool() {
        PoolHealth health = pool.health();
        health.outage()
                .filter(outage -> outage.compareTo(settings.workerPatience()) > 0)
                .ifPresent(outage -> {
                    throw new BlockedRoadException(
                            "no worker has answered for " + outage.toSeconds() + " s ("
                                    + health.lastFailure().orElse("no failure reported")
                                    + "); nothing is lost: the alerts wait in Kafka until a worker is back",
                            null);
                });
    }

    /**
     * Publishes what has its turn. What fails here is not the record that Kafka Streams sees in {@code process}, so it must never reach the
     * dead-letter handler: it stops the road.
     */
    private void publishFinished() {
        try {
            while (!awaited.isEmpty() && awaited.peekFirst().score().isDone()) {
                publishHead(awaited.peekFirst());
                log.remove(awaited.removeFirst().number());
                ledger.addInFlight(-1);
            }
        } catch (KafkaException | BlockedRoadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BlockedRoadException("a finished score could not be published: " + e, e);
        }
        giveUpOnDeadPool();
    }

    private void publishHead(Awaited head) {
        Record<String, Step> onward = new Record<>(
                head.inFlight().getKey(),
                null,
                head.inFlight().getTimestamp(),
                loaded(head.inFlight().getHeaders()));
        Score score;
        try {
            score = head.score().get();
        } catch (ExecutionException e) {
            publishFailure(head, onward, e.getCause());
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlockedRoadException("interrupted while publishing scores", e);
        }
        LensScore outcome = publisher.scored(
                head.inFlight().getCutOut(), score, head.picture().present(), head.timeline());
        publish(onward, outcome);
        if (outcome.getCandidate()) {
            context()
                    .forward(onward.withValue(
                            new Step.Candidate(candidates.candidate(outcome, head.inFlight(), head.picture()))));
        }
    }

    private void publishFailure(Awaited head, Record<String, Step> onward, Throwable failure) {
        DeadLetters.requirePictureAtFault(failure);
        ledger.countDead("picture_rejected");
        context().forward(DeadLetters.of(head.inFlight(), onward, failure));
    }

    private void publish(Record<String, ?> record, LensScore outcome) {
        context().forward(record.withValue(new Step.Outcome(outcome)));
    }

    private static List<StoredHeader> stored(Headers headers) {
        List<StoredHeader> stored = new ArrayList<>();
        for (Header header : headers) {
            stored.add(new StoredHeader(header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
        }
        return stored;
    }

    private static Headers loaded(List<StoredHeader> stored) {
        RecordHeaders headers = new RecordHeaders();
        for (StoredHeader header : stored) {
            headers.add(header.getKey(), header.getValue() == null ? null : bytes(header.getValue()));
        }
        return headers;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
