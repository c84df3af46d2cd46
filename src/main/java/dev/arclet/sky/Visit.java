package dev.arclet.sky;

/**
 * One exposure of a night: seeing and turn belong to it, and all its alerts share them. Immutable.
 *
 * @param number within the night, from 0
 * @param rotation of the camera, radians
 * @param exposure its conditions
 * @param day middle of the exposure, days since the start of the night
 */
record Visit(int number, double rotation, Exposure exposure, double day) {
    private static final long VISITS = 0x5649534954L;

    /** Visit number {@code number} of a night. */
    static Visit of(NightPlan plan, int number) {
        Draw draw = Draw.of(plan.seed(), VISITS, number);
        double rotation = draw.angle();
        double day = plan.midpointMjd(number) - NightPlan.START_MJD;
        return new Visit(number, rotation, Exposure.visit(plan.band(number), draw), day);
    }

    LsstBand band() {
        return exposure.band();
    }

    /** Uncertainty of a point source's flux in it, nJy. */
    double fluxError() {
        return band().fiveSigmaFlux(exposure.seeing()) / 5;
    }
}
