package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;

/**
 * The plane that touches the sky at one position (gnomonic projection, the "TAN" of FITS), for offsets in arcseconds. Right across
 * RA 0 and at the poles. Formulas: Calabretta and Greisen 2002, A&amp;A 395, 1077, section 5.1.3, with the small difference of two
 * large terms written as one small term.
 */
final class TangentPlane {
    private static final double ARCSEC_PER_RADIAN = Math.toDegrees(1) * 3600;

    private final double ra;
    private final double dec;

    TangentPlane(SkyPosition touching) {
        this.ra = Math.toRadians(touching.ra());
        this.dec = Math.toRadians(touching.dec());
    }

    /** Whether the position lies on the plane's half of the sky; the offsets of any other mean nothing. */
    boolean sees(SkyPosition position) {
        return depth(position) > 0;
    }

    /** Arcseconds towards east. */
    double east(SkyPosition position) {
        double across = Math.cos(Math.toRadians(position.dec())) * Math.sin(raDifference(position));
        return across / depth(position) * ARCSEC_PER_RADIAN;
    }

    /** Arcseconds towards north. */
    double north(SkyPosition position) {
        double otherDec = Math.toRadians(position.dec());
        double up = Math.sin(otherDec - dec) + Math.cos(otherDec) * Math.sin(dec) * versine(position);
        return up / depth(position) * ARCSEC_PER_RADIAN;
    }

    private double depth(SkyPosition position) {
        double otherDec = Math.toRadians(position.dec());
        return Math.cos(otherDec - dec) - Math.cos(otherDec) * Math.cos(dec) * versine(position);
    }

    /** 1 - cos of the difference in right ascension. */
    private double versine(SkyPosition position) {
        double half = Math.sin(raDifference(position) / 2);
        return 2 * half * half;
    }

    private double raDifference(SkyPosition position) {
        return Math.toRadians(position.ra()) - ra;
    }
}
