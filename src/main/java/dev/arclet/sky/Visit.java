package dev.arclet.sky;

/**
 * One exposure of a night: seeing and turn belong to it, and all its alerts share them. Immutable.
 *
 * @param number within the night, from 0
 * @param rotation of the camera, radians
 * @param exposure its conditions
 * @param template conditions of the template that its field has in its filter
 * @param day middle of the exposure, days since the start of the night
 */
record Visit(int number, double rotation, Exposure exposure, Exposure template, double day) {
    private static final long VISITS = 0x5649534954L;
    private static final long TEMPLATES = 0x54454D504CL;

    /** Visit number {@code number} of a night. */
    static Visit of(NightPlan plan, int number) {
        Draw draw = Draw.of(plan.seed(), VISITS, number);
        double rotation = draw.angle();
        double day = plan.midpointMjd(number) - NightPlan.START_MJD;
        LsstBand band = plan.band(number);
        long templateNumber = plan.field(number) * 10L + band.index();
        Exposure template = Exposure.template(band, Draw.of(plan.seed(), TEMPLATES, templateNumber));
        return new Visit(number, rotation, Exposure.visit(band, draw), template, day);
    }

    LsstBand band() {
        return exposure.band();
    }
}
