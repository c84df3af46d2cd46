package dev.arclet.sky;

import dev.arclet.alert.SkyPosition;

/** Small angles on the celestial sphere. */
final class Sky {
    private static final double ARCSEC_PER_DEGREE = 3600;

    private Sky() {}

    /** The position some arcseconds away; for offsets far below a degree, away from the poles. */
    static SkyPosition offset(SkyPosition from, double east, double north) {
        double dec = Math.max(-90, Math.min(90, from.dec() + north / ARCSEC_PER_DEGREE));
        double ra = from.ra() + east / ARCSEC_PER_DEGREE / Math.cos(Math.toRadians(from.dec()));
        double wrapped = ra % 360;
        return new SkyPosition(wrapped < 0 ? wrapped + 360 : wrapped, dec);
    }
}
