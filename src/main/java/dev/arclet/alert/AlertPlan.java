package dev.arclet.alert;

import dev.arclet.alert.UndecodableAlertException.Cause;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.avro.Schema;

/**
 * How a survey's profile applies to one writer's schema: which slot of a {@link Projection} holds what. Immutable and thread-safe.
 */
final class AlertPlan implements Reading {
    private static final double HALF = 0.5;
    private static final double SECONDS_A_DAY = 86_400;

    private final SurveyProfile profile;
    private final Projection projection;
    private final Choice sourceId;
    private final Choice objectId;
    private final Choice solarSystemId;
    private final Choice solarSystemWithin;
    private final Choice band;
    private final Choice visit;
    private final Choice time;
    private final Choice exposure;
    private final PlaceChoice position;
    private final PlaceChoice objectPosition;
    private final Map<String, Choice> quality = new LinkedHashMap<>();
    private final Map<Cutout, Choice> cutouts = new EnumMap<>(Cutout.class);

    private AlertPlan(SurveyProfile profile, Projection projection) {
        this.profile = profile;
        this.projection = projection;
        this.sourceId = choice(profile.sourceId());
        this.objectId = choice(profile.objectId());
        this.solarSystemId = choice(profile.solarSystem().id());
        this.solarSystemWithin = choice(
                profile.solarSystem().within().map(SurveyProfile.AtMost::paths).orElse(List.of()));
        this.band = choice(profile.band().paths());
        this.visit = choice(profile.visit());
        this.time = choice(profile.time().paths());
        this.exposure = choice(profile.time().exposure());
        this.position = new PlaceChoice(
                choice(profile.position().ra()), choice(profile.position().dec()));
        this.objectPosition = new PlaceChoice(
                choice(profile.objectPosition().ra()),
                choice(profile.objectPosition().dec()));
        profile.quality().forEach((name, paths) -> quality.put(name, choice(paths)));
        profile.cutouts().forEach((cutout, paths) -> cutouts.put(cutout, choice(paths)));
    }

    /**
     * @param schema the writer's
     * @param record the alert's record: the schema or one of its branches
     * @throws UndecodableAlertException UNFIT_SCHEMA if the schema lacks a field that the profile needs, or has it with another type
     */
    static AlertPlan of(Schema schema, Schema record, SurveyProfile profile) throws UndecodableAlertException {
        Projection projection = Projection.of(schema, record, profile.allPaths());
        NeededFields.check(profile, record.getFullName(), projection);
        return new AlertPlan(profile, projection);
    }

    private Choice choice(List<String> paths) {
        return Choice.of(paths, projection, profile.noValue());
    }

    @Override
    public Alert read(PacketCursor in, int schemaId) throws UndecodableAlertException {
        Object[] values = projection.read(in);
        if (in.remaining() != 0) {
            throw new UndecodableAlertException(
                    Cause.CORRUPT, "%d bytes are left over behind the record".formatted(in.remaining()));
        }
        long source = sourceId.wholeNumber(values).orElseThrow(() -> missing("source id", sourceId, values));
        return new Alert(
                profile.name(),
                schemaId,
                source,
                objectId.id(values),
                solarSystemId(values),
                band(values),
                visit.wholeNumber(values).orElse(0L),
                midpointMjdTai(values),
                position(values),
                objectPosition.find(values).filter(AlertPlan::isOnTheSky),
                quality(values),
                cutouts(values),
                profile.pixelScale());
    }

    private Optional<String> solarSystemId(Object[] values) {
        Optional<String> id = solarSystemId.id(values);
        if (profile.solarSystem().within().isEmpty()) {
            return id;
        }
        double max = profile.solarSystem().within().get().max();
        OptionalDouble distance = solarSystemWithin.number(values);
        return id.filter(i -> distance.isPresent() && distance.getAsDouble() >= 0 && distance.getAsDouble() <= max);
    }

    private String band(Object[] values) throws UndecodableAlertException {
        String written = band.text(values).orElseThrow(() -> missing("band", band, values));
        return profile.band().names().getOrDefault(written, written);
    }

    private double midpointMjdTai(Object[] values) {
        OptionalDouble moment = time.number(values);
        if (moment.isEmpty()) {
            return Double.NaN;
        }
        double seconds = exposure.number(values).orElse(profile.time().exposureOtherwise());
        return profile.time().scale().toMjdTai(moment.getAsDouble()) + HALF * seconds / SECONDS_A_DAY;
    }

    private SkyPosition position(Object[] values) throws UndecodableAlertException {
        SkyPosition found = new SkyPosition(
                position.ra().number(values).orElseThrow(() -> missing("right ascension", position.ra(), values)),
                position.dec().number(values).orElseThrow(() -> missing("declination", position.dec(), values)));
        if (!isOnTheSky(found)) {
            throw new UndecodableAlertException(
                    Cause.MISSING_VALUE,
                    "position is ra %s, dec %s degrees; it must lie in 0 to 360 and -90 to 90"
                            .formatted(found.ra(), found.dec()));
        }
        return found;
    }

    private static boolean isOnTheSky(SkyPosition position) {
        return position.ra() >= 0 && position.ra() <= 360 && position.dec() >= -90 && position.dec() <= 90;
    }

    private Map<String, Double> quality(Object[] values) {
        Map<String, Double> found = new LinkedHashMap<>();
        quality.forEach((name, choice) -> choice.number(values).ifPresent(number -> found.put(name, number)));
        return Collections.unmodifiableMap(found);
    }

    private Map<Cutout, ByteBuffer> cutouts(Object[] values) {
        Map<Cutout, ByteBuffer> found = new EnumMap<>(Cutout.class);
        cutouts.forEach((cutout, choice) -> choice.bytes(values).ifPresent(bytes -> found.put(cutout, bytes)));
        return Collections.unmodifiableMap(found);
    }

    private static UndecodableAlertException missing(String what, Choice choice, Object[] values) {
        return new UndecodableAlertException(
                Cause.MISSING_VALUE, "the alert has no %s: %s".formatted(what, choice.describe(values)));
    }

    private record PlaceChoice(Choice ra, Choice dec) {
        Optional<SkyPosition> find(Object[] values) {
            OptionalDouble right = ra.number(values);
            OptionalDouble up = dec.number(values);
            return right.isPresent() && up.isPresent()
                    ? Optional.of(new SkyPosition(right.getAsDouble(), up.getAsDouble()))
                    : Optional.empty();
        }
    }
}
