package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.record.SimulatedDiaSource;
import dev.arclet.sky.NightCast.Target;
import dev.arclet.sky.Scene.Spot;
import java.util.stream.Stream;

/**
 * One detection in the difference image of a visit and the catalogue row that the pipeline writes for it, which its own
 * alert and the history of later ones tell alike. Immutable.
 *
 * @param sourceId diaSourceId
 * @param target what was detected
 * @param visit that detected it
 * @param east measured place less the target's, arcsec
 * @param north the same
 * @param measured its fluxes
 */
record Detection(long sourceId, Target target, Visit visit, double east, double north, Photometry measured) {
    private static final long ROWS = 0x524F5753L;
    private static final int DETECTORS = 189;
    private static final int SENSOR_PIXELS = 4_000;
    private static final double FOOTPRINT_ARCSEC = 2;

    /** Measured position. */
    SkyPosition position() {
        return Sky.offset(target.position(), east, north);
    }

    /** Whether it is of a Solar System object. */
    boolean moving() {
        return target.subject().truth().kind() == Kind.MOVING;
    }

    /** Whether full pixels lie where it was measured. */
    boolean saturated() {
        Scene scene = target.subject().on(visit.day());
        Spot at = scene.alerted();
        return Stream.concat(scene.stars().stream(), scene.changes().stream())
                .filter(spot -> Math.hypot(spot.x() - at.x(), spot.y() - at.y()) < FOOTPRINT_ARCSEC)
                .anyMatch(spot -> Glare.fillsPixels(spot, visit.exposure()));
    }

    /** The row; the same whenever it is asked for. */
    SimulatedDiaSource row(long seed) {
        Draw draw = Draw.of(seed, ROWS, sourceId);
        Truth truth = target.subject().truth();
        boolean artefact = truth.kind() == Kind.ARTEFACT;
        double flux = measured.flux();
        double fluxError = measured.error();
        double snr = Math.abs(measured.signalToNoise());
        SkyPosition position = position();
        float positionError = (float) (0.3 / Math.max(3, snr) / 3600);
        return SimulatedDiaSource.newBuilder()
                .setDiaSourceId(sourceId)
                .setVisit(visit.id())
                .setDetector(draw.whole(0, DETECTORS - 1))
                .setDiaObjectId(moving() ? null : target.id())
                .setSsObjectId(moving() ? target.id() : null)
                .setMidpointMjdTai(visit.mjd())
                .setRa(position.ra())
                .setDec(position.dec())
                .setRaErr(positionError)
                .setDecErr(positionError)
                .setX((float) draw.uniform(0, SENSOR_PIXELS))
                .setY((float) draw.uniform(0, SENSOR_PIXELS))
                .setPsfFlux((float) flux)
                .setPsfFluxErr((float) fluxError)
                .setApFlux((float) (flux + draw.normal(0, 3 * fluxError)))
                .setScienceFlux((float) (flux + measured.templateFlux()))
                .setTemplateFlux((float) measured.templateFlux())
                .setSnr((float) snr)
                .setIsNegative(flux < 0)
                .setExtendedness((float) draw.normal(artefact ? 0.6 : 0.15, 0.2, 0, 1))
                .setReliability((float) (artefact ? draw.uniform(0, 0.4) : draw.normal(0.75, 0.25, 0, 1)))
                .setBand(visit.band().letter())
                .setIsDipole(truth.transientLabel().equals(Changes.DIPOLE))
                .setTrailLength(moving() ? (float) draw.uniform(0.1, 2) : null)
                .setGlintTrail(false)
                .setPixelFlagsStreak(artefact && draw.chance(0.1))
                .setPixelFlagsSaturated(saturated())
                .setPixelFlagsEdge(false)
                .build();
    }
}
