package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;
import dev.arclet.record.SimulatedDiaSource;

/**
 * One detection in the difference image of a visit and the catalogue row that the pipeline would write for it.
 *
 * @param sourceId diaSourceId
 * @param objectId diaObjectId, or ssObjectId where {@code moving}
 * @param moving whether it is a Solar System object
 * @param visit index in the night
 * @param position measured
 * @param flux measured in the difference, nJy
 * @param fluxError its uncertainty, nJy
 */
record Detection(
        long sourceId, long objectId, boolean moving, int visit, SkyPosition position, double flux, double fluxError) {
    private static final int DETECTORS = 189;
    private static final int SENSOR_PIXELS = 4_000;

    /**
     * The row.
     *
     * @param plan the night
     * @param truth what was detected
     * @param templateFlux of a point source at this place in the template, nJy
     * @param draw for what the catalogue measures besides
     */
    SimulatedDiaSource row(NightPlan plan, Truth truth, double templateFlux, Draw draw) {
        boolean artefact = truth.kind() == Kind.ARTEFACT;
        double snr = flux / fluxError;
        float positionError = (float) (0.3 / Math.max(3, Math.abs(snr)) / 3600);
        return SimulatedDiaSource.newBuilder()
                .setDiaSourceId(sourceId)
                .setVisit(plan.visitNumber(visit))
                .setDetector(draw.whole(0, DETECTORS - 1))
                .setDiaObjectId(moving ? null : objectId)
                .setSsObjectId(moving ? objectId : null)
                .setMidpointMjdTai(plan.midpointMjd(visit))
                .setRa(position.ra())
                .setDec(position.dec())
                .setRaErr(positionError)
                .setDecErr(positionError)
                .setX((float) draw.uniform(0, SENSOR_PIXELS))
                .setY((float) draw.uniform(0, SENSOR_PIXELS))
                .setPsfFlux((float) flux)
                .setPsfFluxErr((float) fluxError)
                .setApFlux((float) (flux + draw.normal(0, 3 * fluxError)))
                .setScienceFlux((float) (flux + templateFlux))
                .setTemplateFlux((float) templateFlux)
                .setSnr((float) Math.abs(snr))
                .setIsNegative(flux < 0)
                .setExtendedness((float) draw.normal(artefact ? 0.6 : 0.15, 0.2, 0, 1))
                .setReliability((float) (artefact ? draw.uniform(0, 0.4) : draw.normal(0.75, 0.25, 0, 1)))
                .setBand(plan.band(visit).letter())
                .setIsDipole(!artefact && draw.chance(0.03))
                .setTrailLength(moving ? (float) draw.uniform(0.1, 2) : null)
                .setGlintTrail(false)
                .setPixelFlagsStreak(artefact && draw.chance(0.1))
                .setPixelFlagsSaturated(false)
                .setPixelFlagsEdge(false)
                .build();
    }
}
