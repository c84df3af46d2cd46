package dev.arclet.stream;

import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.record.LensScore;
import dev.arclet.stream.Intake.Taken;
import dev.arclet.stream.state.Origin;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes alerts up from their topic: each goes on to be scored, or is skipped, or ends as a dead letter. Waits while the schema of an
 * alert can't be looked up, for the alert is neither good nor bad until then.
 */
final class IntakeProcessor extends ContextualProcessor<byte[], byte[], String, Step> {
    private static final Logger log = LoggerFactory.getLogger(IntakeProcessor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Intake intake;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final Duration schemaPatience;
    private final Triage triage;
    private final Triage triageOfReplayed;
    private final StopFlag stop;
    private final HeadsOfLine heads;
    private final LastTaken lastTaken = new LastTaken();

    /** An alert that waits for its schema, for other threads. */
    private volatile Optional<HeadsOfLine.Head> held = Optional.empty();

    private final HeadsOfLine.Task self = new HeadsOfLine.Task(() -> held, lastTaken);

    IntakeProcessor(
            Intake intake,
            Publisher publisher,
            Ledger ledger,
            EpochMicros clock,
            StreamSettings settings,
            StopFlag stop,
            HeadsOfLine heads) {
        this.intake = intake;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.schemaPatience = settings.schemaPatience();
        this.triage = settings.triage();
        this.triageOfReplayed = triage.withoutShedding();
        this.stop = stop;
        this.heads = heads;
    }

    @Override
    public void init(ProcessorContext<String, Step> context) {
        super.init(context);
        lastTaken.forget();
        heads.add(self);
    }

    @Override
    public void close() {
        heads.remove(self);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ledger.countIn();
        Taken taken = takeUp(record);
        lastTaken.set(context());
        ledger.countSchema(taken.schemaId());
        triage.mark(record.headers(), taken.first());
        Record<String, byte[]> rekeyed = record.withKey(taken.key());
        if (taken.refusal().isPresent()) {
            LensScore skipped =
                    publisher.skipped(taken.cutOut(), taken.refusal().get());
            context().forward(rekeyed.withValue(new Step.Outcome(skipped)));
        } else {
            ledger.countHandedOn();
            context().forward(rekeyed.withValue(new Step.ToScore(taken.cutOut())));
        }
    }

    private Taken takeUp(Record<byte[], byte[]> record) {
        Timeline timeline = SentTime.of(record).with(Mark.RECEIVED, clock.now());
        try {
            if (record.value() == null) {
                throw new UndecodableAlertException(UndecodableAlertException.Cause.FRAMING, "the record has no value");
            }
            return takePatiently(record.value(), origin(), timeline, triageOf(record));
        } catch (UndecodableAlertException e) {
            throw new DeadAlertException(DeadLetters.reason(e), e);
        } catch (UnreadableCutoutException e) {
            throw new DeadAlertException(DeadLetters.UNREADABLE_STAMP, e, e.alert());
        }
    }

    /** Who sends a dead letter again wants it scored. */
    private Triage triageOf(Record<byte[], byte[]> record) {
        boolean replayed = triage.sheds() && record.headers().lastHeader(DeadLetter.REPLAYED_HEADER) != null;
        return replayed ? triageOfReplayed : triage;
    }

    private Taken takePatiently(byte[] packet, Origin origin, Timeline timeline, Triage triageHere)
            throws UndecodableAlertException, UnreadableCutoutException {
        long start = System.nanoTime();
        try {
            return takeOnceSchemaIsKnown(packet, origin, timeline, triageHere, start);
        } finally {
            if (held.isPresent()) {
                held = Optional.empty();
            }
        }
    }

    private Taken takeOnceSchemaIsKnown(byte[] packet, Origin origin, Timeline timeline, Triage triageHere, long start)
            throws UndecodableAlertException, UnreadableCutoutException {
        for (Duration pause = FIRST_PAUSE; ; pause = min(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                return intake.take(packet, origin, timeline, triageHere);
            } catch (SchemaUnavailableException e) {
                requireHope(Duration.ofNanos(System.nanoTime() - start), e);
                log.warn(
                        "waiting for the schema of {} partition {} offset {}: {}",
                        origin.getTopic(),
                        origin.getPartition(),
                        origin.getOffset(),
                        e.getMessage());
                hold(origin, timeline, e);
                sleep(pause);
            }
        }
    }

    private void hold(Origin origin, Timeline timeline, SchemaUnavailableException e) {
        if (held.isEmpty()) {
            held = Optional.of(new HeadsOfLine.Head(
                    "the alert of " + origin.getTopic() + " partition " + origin.getPartition() + " offset "
                            + origin.getOffset() + ", which has waited for its schema (" + e.getMessage() + ")",
                    timeline.at(Mark.RECEIVED).orElse(clock.now())));
        }
    }

    private void requireHope(Duration waited, SchemaUnavailableException e) {
        if (stop.isRaised()) {
            throw new BlockedRoadException("stopped while waiting for a schema", e);
        }
        if (waited.compareTo(schemaPatience) > 0) {
            throw new BlockedRoadException(
                    "no schema source could tell for " + waited.toSeconds() + " s: " + e.getMessage(), e);
        }
    }

    private Origin origin() {
        return context()
                .recordMetadata()
                .map(IntakeProcessor::origin)
                .orElseThrow(() -> new IllegalStateException("an alert without topic and offset"));
    }

    private static Origin origin(RecordMetadata metadata) {
        return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlockedRoadException("interrupted while waiting for a schema", e);
        }
    }
}
