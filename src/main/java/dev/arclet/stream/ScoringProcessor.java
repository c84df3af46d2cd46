package dev.arclet.stream;

import dev.arclet.alert.ObservingNight;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.EmptyPictureException;
import dev.arclet.picture.Picture;
import dev.arclet.record.LensCandidate;
import dev.arclet.record.LensScore;
import dev.arclet.scoring.PictureRejectedException;
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
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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

    private final WorkerPool pool;
    private final PoolWatch watch;
    private final Preparation preparation;
    private final Candidates candidates;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final StreamSettings settings;
    private final List<OutputTopic> outputTopics;
    private final HeadsOfLine heads;
    private final LastTaken lastTaken = new LastTaken();
    private final HeadsOfLine.Task self = new HeadsOfLine.Task(this::headOfLine, lastTaken);
    private final Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf;
    private final Deque<Awaited> awaited = new ArrayDeque<>();

    private KeyValueStore<String, ObjectState> objects;
    private InFlightLog log;

    /** The first of the awaited, or nothing, for other threads. */
    private volatile Awaited headForOthers;

    ScoringProcessor(
            WorkerPool pool,
            PoolWatch watch,
            Preparation preparation,
            Candidates candidates,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock,
            StreamSettings settings,
            List<OutputTopic> outputTopics,
            HeadsOfLine heads,
            Function<KeyValueStore<Long, InFlight>, InFlightLog> logOf) {
        this.pool = pool;
        this.watch = watch;
        this.preparation = preparation;
        this.candidates = candidates;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.outputTopics = outputTopics;
        this.heads = heads;
        this.logOf = logOf;
    }

    /**
     * An alert whose score is awaited; one without a picture has a future that holds the reason.
     *
     * @param first whether it was to go first, and those before it with it
     */
    private record Awaited(
            long number,
            InFlight inFlight,
            Optional<Picture> picture,
            Timeline timeline,
            CompletableFuture<Score> score,
            boolean first) {}

    @Override
    public void init(ProcessorContext<String, Step> context) {
        super.init(context);
        objects = context.getStateStore(OBJECTS_STORE);
        log = logOf.apply(context.getStateStore(IN_FLIGHT_STORE));
        lastTaken.forget();
        heads.add(self);
        log.recover(this::submitAgain);
        context.schedule(settings.publishEvery(), PunctuationType.WALL_CLOCK_TIME, now -> publishFinished());
        settings.keepObjects().ifPresent(this::sweepObjects);
    }

    private void sweepObjects(Duration keep) {
        ObjectSweep sweep = new ObjectSweep(objects, keep, clock);
        context()
                .schedule(
                        ObjectSweep.EVERY, PunctuationType.WALL_CLOCK_TIME, now -> ledger.countForgotten(sweep.goOn()));
    }

    @Override
    public void process(Record<String, CutOut> record) {
        ledger.countArrived();
        lastTaken.set(context());
        publishFinished();
        boolean first = settings.triage().isMarked(record.headers());
        Optional<String> shed = shedding(record, first);
        if (shed.isPresent()) {
            publish(record, publisher.skipped(record.value(), shed.get()));
        } else {
            score(record, first);
        }
    }

    private void score(Record<String, CutOut> record, boolean first) {
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
            submit(log.add(ready.inFlight()), ready.inFlight(), ready.picture(), first);
            awaitRoom();
        }
    }

    /** It may have been young enough at intake and have waited in the re-key topic since. */
    private Optional<String> shedding(Record<String, CutOut> record, boolean first) {
        Triage triage = settings.triage();
        return triage.sheds() && record.headers().lastHeader(DeadLetter.REPLAYED_HEADER) == null
                ? triage.shedding(TimelineCodec.at(record.value().getMarks(), Mark.SENT), first, clock.now())
                : Optional.empty();
    }

    /** What is awaited stays in the log, and its next owner submits it again. */
    @Override
    public void close() {
        heads.remove(self);
        ledger.keepInFlight(awaited.size());
        awaited.forEach(alert -> alert.score().cancel(false));
        awaited.clear();
        headForOthers = null;
    }

    private void submitAgain(long number, InFlight inFlight) {
        ledger.countResumed();
        try {
            boolean first = settings.triage().isMarked(loaded(inFlight.getHeaders()));
            submit(number, inFlight, preparation.picture(inFlight), first);
        } catch (EmptyPictureException e) {
            // The model has changed since, and looks at channels that this alert has nothing of.
            await(new Awaited(
                    number, inFlight, Optional.empty(), queuedNow(inFlight), CompletableFuture.failedFuture(e), false));
        }
    }

    private void submit(long number, InFlight inFlight, Picture picture, boolean first) {
        Timeline timeline = queuedNow(inFlight);
        await(new Awaited(number, inFlight, Optional.of(picture), timeline, pool.submit(picture.pixels()), first));
        if (first) {
            hurry();
        }
    }

    /**
     * The last of the awaited goes first with the pool, and so must those before it, for it is not published before them. They are
     * those after the last one that did.
     */
    private void hurry() {
        Set<CompletableFuture<Score>> scores = Collections.newSetFromMap(new IdentityHashMap<>());
        Iterator<Awaited> fromLast = awaited.descendingIterator();
        scores.add(fromLast.next().score());
        while (fromLast.hasNext()) {
            Awaited before = fromLast.next();
            if (before.first()) {
                break;
            }
            scores.add(before.score());
        }
        pool.hurry(scores);
    }

    private Timeline queuedNow(InFlight inFlight) {
        return TimelineCodec.load(inFlight.getCutOut().getMarks()).with(Mark.QUEUED, clock.now());
    }

    private void await(Awaited alert) {
        awaited.addLast(alert);
        headForOthers = awaited.peekFirst();
        ledger.addInFlight();
    }

    private Optional<HeadsOfLine.Head> headOfLine() {
        return Optional.ofNullable(headForOthers)
                .map(alert -> new HeadsOfLine.Head(
                        named(alert.inFlight().getCutOut()) + ", which has been with the workers",
                        alert.timeline().at(Mark.QUEUED).orElse(clock.now())));
    }

    private static String named(CutOut alert) {
        return "alert " + alert.getSourceId() + " (" + alert.getOrigin().getTopic() + " partition "
                + alert.getOrigin().getPartition() + " offset "
                + alert.getOrigin().getOffset() + ")";
    }

    private void awaitRoom() {
        while (awaited.size() >= settings.inFlightLimit()
                && watch.await(awaited.peekFirst().score())) {
            publishFinished();
        }
    }

    /**
     * Publishes what has its turn. What fails here is not the fault of the record that Kafka Streams sees in {@code process}, so it
     * must stop the road and never make a dead letter of that record.
     */
    private void publishFinished() {
        try {
            log.tidy();
            while (!awaited.isEmpty() && awaited.peekFirst().score().isDone()) {
                Awaited head = awaited.peekFirst();
                publishHead(head);
                log.remove(head.number());
                awaited.removeFirst();
                headForOthers = awaited.peekFirst();
                ledger.removeInFlight();
            }
        } catch (KafkaException | BlockedRoadException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BlockedRoadException("a finished score could not be published: " + e, e);
        }
        if (!awaited.isEmpty()) {
            watch.requireHope();
        }
    }

    private void publishHead(Awaited head) {
        CutOut alert = head.inFlight().getCutOut();
        Record<String, Step> onward = new Record<>(
                head.inFlight().getKey(),
                null,
                head.inFlight().getTimestamp(),
                loaded(head.inFlight().getHeaders()));
        if (head.picture().isEmpty()) {
            publish(onward, publisher.unscorable(alert, "empty_picture: nothing that this model looks at"));
            return;
        }
        try {
            Score score = PoolWatch.finished(head.score());
            publishScore(head, onward, score, head.picture().get());
        } catch (PictureRejectedException e) {
            ledger.countDead(DeadLetters.PICTURE_REJECTED, ObservingNight.of(alert.getMidpointMjdTai()));
            forget(head.inFlight());
            context().forward(DeadLetters.ofRejected(head.inFlight(), onward, e));
        }
    }

    /** What ended as a dead letter may be sent again, and is no duplicate then. */
    private void forget(InFlight inFlight) {
        ObjectState known = objects.get(inFlight.getKey());
        if (known != null) {
            objects.put(inFlight.getKey(), preparation.forget(known, inFlight.getCutOut()));
        }
    }

    private void publishScore(Awaited head, Record<String, Step> onward, Score score, Picture picture) {
        LensScore outcome = publisher.scored(head.inFlight().getCutOut(), score, picture.present(), head.timeline());
        publish(onward, outcome);
        Candidate candidate = new Candidate(outcome, head.inFlight(), picture);
        if (outcome.getCandidate()) {
            context().forward(onward.withValue(new Step.Candidate(candidate.record())));
        }
        for (OutputTopic topic : outputTopics) {
            if (topic.selection().accepts(outcome)) {
                context()
                        .forward(onward.withValue(
                                new Step.Selected(topic.topic(), topic.record(outcome, candidate::record))));
            }
        }
    }

    /** Its record is made once, and only for a topic that wants it. */
    private final class Candidate {
        private final LensScore outcome;
        private final InFlight inFlight;
        private final Picture picture;
        private Optional<LensCandidate> made = Optional.empty();

        private Candidate(LensScore outcome, InFlight inFlight, Picture picture) {
            this.outcome = outcome;
            this.inFlight = inFlight;
            this.picture = picture;
        }

        private LensCandidate record() {
            if (made.isEmpty()) {
                made = Optional.of(candidates.candidate(outcome, inFlight, picture));
            }
            return made.get();
        }
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
