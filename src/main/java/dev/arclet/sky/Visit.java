package dev.arclet.sky;

/**
 * One exposure of a night, or of an earlier one: seeing and turn belong to it, and all its alerts share them. Immutable.
 *
 * @param number within the night, from 0; below 0 for exposures of earlier nights, each with its own
 * @param id Rubin's visit number
 * @param mjd middle of the exposure, MJD in TAI days
 * @param rotation of the camera, radians
 * @param exposure its conditions
 * @param template conditions of the template that its field has in its filter
 */
record Visit(int number, long id, double mjd, double rotation, Exposure exposure, Exposure template) {
    /** The survey comes back to a field after so many nights. */
    static final int NIGHTS_BETWEEN = 3;

    private static final long VISITS = 0x5649534954L;
    private static final long TEMPLATES = 0x54454D504CL;
    private static final long FILTERS = 0x46494C544552L;
    private static final int MOST_FIELDS = 1_000;
    private static final int MOST_NIGHTS = 1_000;

    /** Visit number {@code number} of a night. */
    static Visit of(NightPlan plan, int number) {
        return of(
                plan,
                number,
                plan.visitNumber(number),
                plan.midpointMjd(number),
                plan.field(number),
                plan.band(number));
    }

    /**
     * A visit of a field on an earlier night, at about the same time of the night.
     *
     * @param night how many nights on which the field was visited lie between it and tonight, and itself: 1 for the latest
     * @param turn which of that night's visits to the field, from 0
     */
    static Visit earlier(NightPlan plan, int field, int night, int turn) {
        int number = -((turn * MOST_NIGHTS + night) * MOST_FIELDS + field + 1);
        int nights = night * NIGHTS_BETWEEN;
        LsstBand band = Draw.of(plan.seed(), FILTERS, number).oneOf(NightPlan.FILTERS);
        int running = turn * MOST_FIELDS + field;
        long id = NightPlan.visitNumber(NightPlan.EVENING.minusDays(nights), running);
        double later = turn * NightPlan.CADENCE_SECONDS / 86_400;
        return of(plan, number, id, plan.midpointMjd(field) - nights + later, field, band);
    }

    private static Visit of(NightPlan plan, int number, long id, double mjd, int field, LsstBand band) {
        Draw draw = Draw.of(plan.seed(), VISITS, number);
        double rotation = draw.angle();
        Exposure template = Exposure.template(band, Draw.of(plan.seed(), TEMPLATES, field * 10L + band.index()));
        return new Visit(number, id, mjd, rotation, Exposure.visit(band, draw), template);
    }

    /** Middle of the exposure, days since the start of the night. */
    double day() {
        return mjd - NightPlan.START_MJD;
    }

    LsstBand band() {
        return exposure.band();
    }
}
