package dev.arclet.stream;

import dev.arclet.alert.Alert;
import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.Cutout;
import dev.arclet.alert.SchemaUnavailableException;
import dev.arclet.alert.SkyPosition;
import dev.arclet.alert.UndecodableAlertException;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Mark;
import dev.arclet.latency.Timeline;
import dev.arclet.picture.FitsStamps;
import dev.arclet.picture.UnreadableStampException;
import dev.arclet.stream.state.CutOut;
import dev.arclet.stream.state.Origin;
import dev.arclet.stream.state.StoredStamp;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * The first half of the road, up to the re-key topic: packet to alert to accepted alert to cutouts as pixels. Knows nothing of Kafka; the
 * same code serves {@code arclet run} and {@code arclet score}. Thread-safe.
 */
public final class Intake {
    private static final double MJD_OF_EPOCH = 40587.0;
    private static final double SECONDS_TAI_AHEAD_OF_UTC = 37.0;

    private final AlertDecoder decoder;
    private final Acceptance acceptance;
    private final EpochMicros clock;

    /** Decodes by {@code decoder}, lets through what {@code acceptance} accepts, stamps times from {@code clock}. */
    public Intake(AlertDecoder decoder, Acceptance acceptance, EpochMicros clock) {
        this.decoder = decoder;
        this.acceptance = acceptance;
        this.clock = clock;
    }

    /**
     * What an alert is after intake.
     *
     * @param schemaId of the schema that the alert was written with, 0 if it brought its own
     * @param cutOut the alert and its stamps; without stamps if it is refused
     * @param refusal why it is skipped; empty if it is to be scored
     * @param first whether it goes before others
     */
    public record Taken(int schemaId, CutOut cutOut, Optional<String> refusal, boolean first) {
        /** The key under which the alert goes on: its object's id, or, where it has none, that of its Solar System object or its own. */
        public String key() {
            if (cutOut.getObjectId() != null) {
                return cutOut.getObjectId();
            }
            return cutOut.getSolarSystemId() != null ? cutOut.getSolarSystemId() : Long.toString(cutOut.getSourceId());
        }
    }

    /** The same where all packets are alike and none is too old. */
    public Taken take(byte[] packet, Origin origin, Timeline timeline)
            throws UndecodableAlertException, UnreadableCutoutException, SchemaUnavailableException {
        return take(packet, origin, timeline, Triage.NONE);
    }

    /**
     * Takes one packet up.
     *
     * @param packet the alert's bytes in either framing
     * @param origin where it came from
     * @param timeline with {@link Mark#SENT} and {@link Mark#RECEIVED}
     * @param triage says what goes first, and what is too old for its stamps to be read
     * @throws UndecodableAlertException if it is no alert of a known survey
     * @throws UnreadableCutoutException if one of its cutouts is no image; the message names it
     * @throws SchemaUnavailableException if its schema can't be looked up now: try again
     */
    public Taken take(byte[] packet, Origin origin, Timeline timeline, Triage triage)
            throws UndecodableAlertException, UnreadableCutoutException, SchemaUnavailableException {
        Alert alert = decoder.decode(packet);
        CutOut.Builder cutOut = summary(alert, origin);
        boolean first = triage.isFirst(alert);
        Optional<String> refusal = acceptance.refusal(alert);
        if (refusal.isEmpty() && triage.sheds()) {
            refusal = triage.shedding(timeline.at(Mark.SENT), first, clock.now());
        }
        if (refusal.isEmpty()) {
            cutOut.setScience(stamp(alert, Cutout.SCIENCE));
            cutOut.setTemplate(stamp(alert, Cutout.TEMPLATE));
            cutOut.setDifference(stamp(alert, Cutout.DIFFERENCE));
        }
        Timeline marks = observed(alert, timeline).with(Mark.DECODED, clock.now());
        return new Taken(
                alert.schemaId(), cutOut.setMarks(TimelineCodec.store(marks)).build(), refusal, first);
    }

    private static CutOut.Builder summary(Alert alert, Origin origin) {
        return CutOut.newBuilder()
                .setSurvey(alert.survey())
                .setSourceId(alert.sourceId())
                .setObjectId(alert.objectId().orElse(null))
                .setSolarSystemId(alert.solarSystemId().orElse(null))
                .setBand(alert.band())
                .setVisit(alert.visit())
                .setMidpointMjdTai(alert.midpointMjdTai())
                .setRa(alert.position().ra())
                .setDec(alert.position().dec())
                .setCentreRa(alert.objectPosition().map(SkyPosition::ra).orElse(null))
                .setCentreDec(alert.objectPosition().map(SkyPosition::dec).orElse(null))
                .setOrigin(origin);
    }

    private static StoredStamp stamp(Alert alert, Cutout cutout) throws UnreadableCutoutException {
        ByteBuffer fits = alert.cutouts().get(cutout);
        if (fits == null) {
            return null;
        }
        try {
            return StampCodec.store(FitsStamps.read(fits, alert.pixelScale()));
        } catch (UnreadableStampException e) {
            throw new UnreadableCutoutException(
                    new AlertName(alert.survey(), alert.sourceId(), alert.midpointMjdTai()),
                    "cutout " + cutout.name().toLowerCase(Locale.ROOT) + " of alert " + alert.sourceId() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** MJD counts days from 1858-11-17; TAI has been 37 s ahead of UTC since 2017. */
    private static Timeline observed(Alert alert, Timeline timeline) {
        double mjd = alert.midpointMjdTai();
        if (!(mjd > MJD_OF_EPOCH)) {
            return timeline;
        }
        double seconds = (mjd - MJD_OF_EPOCH) * 86_400 - SECONDS_TAI_AHEAD_OF_UTC;
        return timeline.with(Mark.OBSERVED, Math.round(seconds * 1e6));
    }
}
