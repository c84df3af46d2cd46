package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import nom.tam.fits.Header;

/**
 * How an image lies on the sky, from its header: a CD matrix, else PC times CDELT, else CDELT turned by CROTA2. Projections differ
 * by less than a thousandth of a pixel over a stamp, so the linear part is all that is read. Formulas: Calabretta and Greisen
 * 2002, A&amp;A 395, 1077, sections 1 and 6.1.
 */
final class FitsOrientation {
    private static final double ARCSEC_PER_DEGREE = 3600;

    private FitsOrientation() {}

    static Orientation of(Header header, int width, int height, OptionalDouble defaultPixelScale)
            throws UnreadableStampException {
        try {
            if (givesSky(header)) {
                return fromHeader(header, width, height);
            }
            if (defaultPixelScale.isPresent()) {
                return Orientation.northUp(defaultPixelScale.getAsDouble(), width, height);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableStampException("FITS stamp's " + e.getMessage(), e);
        }
        throw new UnreadableStampException("FITS stamp has neither CD, PC nor CDELT; give its survey a pixel scale");
    }

    /** Rubin's stamps have no CTYPE; astropy writes CDELT of 1 and nothing else where it knows nothing. */
    private static boolean givesSky(Header header) {
        String xType = header.getStringValue("CTYPE1", "").trim();
        String yType = header.getStringValue("CTYPE2", "").trim();
        boolean celestial = (xType.isEmpty() || xType.startsWith("RA")) && (yType.isEmpty() || yType.startsWith("DEC"));
        boolean empty = header.getDoubleValue("CDELT1", 1) == 1 && header.getDoubleValue("CDELT2", 1) == 1;
        return celestial && (hasMatrix(header, "CD") || hasMatrix(header, "PC") || !empty);
    }

    private static Orientation fromHeader(Header header, int width, int height) {
        double[] m = matrix(header);
        return new Orientation(
                m[0] * ARCSEC_PER_DEGREE,
                m[1] * ARCSEC_PER_DEGREE,
                m[2] * ARCSEC_PER_DEGREE,
                m[3] * ARCSEC_PER_DEGREE,
                header.getDoubleValue("CRPIX1", (width + 1) / 2.0) - 1,
                header.getDoubleValue("CRPIX2", (height + 1) / 2.0) - 1,
                reference(header));
    }

    /** Degrees a pixel: x to east, y to east, x to north, y to north. */
    private static double[] matrix(Header header) {
        if (hasMatrix(header, "CD")) {
            return elements(header, "CD", 0);
        }
        double xStep = header.getDoubleValue("CDELT1", 1);
        double yStep = header.getDoubleValue("CDELT2", 1);
        if (hasMatrix(header, "PC")) {
            double[] pc = elements(header, "PC", 1);
            return new double[] {pc[0] * xStep, pc[1] * xStep, pc[2] * yStep, pc[3] * yStep};
        }
        double turn = Math.toRadians(header.getDoubleValue("CROTA2", 0));
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        return new double[] {xStep * cos, -yStep * sin, xStep * sin, yStep * cos};
    }

    private static double[] elements(Header header, String name, double missingDiagonal) {
        return new double[] {
            header.getDoubleValue(name + "1_1", missingDiagonal),
            header.getDoubleValue(name + "1_2", 0),
            header.getDoubleValue(name + "2_1", 0),
            header.getDoubleValue(name + "2_2", missingDiagonal)
        };
    }

    private static boolean hasMatrix(Header header, String name) {
        return Stream.of("1_1", "1_2", "2_1", "2_2").anyMatch(element -> header.containsKey(name + element));
    }

    private static Optional<SkyPosition> reference(Header header) {
        double ra = header.getDoubleValue("CRVAL1", Double.NaN);
        double dec = header.getDoubleValue("CRVAL2", Double.NaN);
        boolean onSky = Math.abs(ra) <= 360 && Math.abs(dec) <= 90;
        return onSky ? Optional.of(new SkyPosition(ra, dec)) : Optional.empty();
    }
}
