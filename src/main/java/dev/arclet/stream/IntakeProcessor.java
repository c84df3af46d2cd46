package dev.arclet.stream;

import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.UnreadableStampException;
import dev.arclet.record.LensScore;
import dev.arclet.stream.Intake.Taken;
import dev.arclet.stream.state.Origin;
import java.time.Duration;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
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
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Intake intake;
    private final Publisher publisher;
    private final Ledger ledger;
    private final EpochMicros clock;
    private final Duration schemaPatience;

    IntakeProcessor(Intake intake, Publisher publisher, Ledger ledger, EpochMicros clock, Duration schemaPatience) {
        this.intake = intake;
        this.publisher = publisher;
        this.ledger = ledger;
        this.clock = clock;
        this.schemaPatience = schemaPatience;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ledger.countIn();
        Taken taken = takeUp(record);
        Record<String, byte[]> rekeyed = record.withKey(taken.key());
        if (taken.refusal().isPresent()) {
            LensScore skipped =
                    publisher.skipped(taken.cutOut(), taken.refusal().get());
            context().forward(rekeyed.withValue(new Step.Outcome(skipped)));
        } else {
            context().forward(rekeyed.withValue(new Step.ToScore(taken.cutOut())));
        }
    }

    private Taken takeUp(Record<byte[], byte[]> record) {
        Timeline timeline = SentTime.of(record).with(Mark.RECEIVED, clock.now());
        try {
            if (record.value() == null) {
                throw new UndecodableAlertException(UndecodableAlertException.Cause.FRAMING, "the record has no value");
            }
            return takePatiently(record.value(), origin(), timeline);
        } catch (UndecodableAlertException e) {
            ledger.countDead(e.reason().name().toLowerCase(Locale.ROOT));
            throw new DeadAlertException(e.getMessage(), e);
        } catch (UnreadableStampException e) {
            ledger.countDead("unreadable_stamp");
            throw new DeadAlertException(e.getMessage(), e);
        }
    }

    private Taken takePatiently(byte[] packet, Origin origin, Timeline timeline)
            throws UndecodableAlertException, UnreadableStampException {
        long start = System.nanoTime();
        for (Duration pause = FIRST_PAUSE; ; pause = min(pause.multipliedBy(2), LONGEST_PAUSE)) {
            try {
                return intake.take(packet, origin, timeline);
            } catch (SchemaUnavailableException e) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(schemaPatience) > 0) {
                    throw new BlockedRoadException(
                            "no schema source has answered for " + waited.toSeconds() + " s: " + e.getMessage(), e);
                }
                log.warn("waiting for the schema of {}: {}", origin, e.getMessage());
                sleep(pause);
            }
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
