package dev.arclet.picture;

import dev.arclet.alert.SkyPosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How an image lies on the sky, from its header: a CD matrix, else PC times CDELT, else CDELT turned by CROTA2. Projections differ
 * by less than a thousandth of a pixel over a stamp, so the linear part is all that is read. Formulas: Calabretta and Greisen
 * 2002, A&amp;A 395, 1077, sections 1 and 6.1.
 */
final class FitsOrientation {
    private static final double ARCSEC_PER_DEGREE = 3600;

    private static final List<String> CD = List.of("CD1_1", "CD1_2", "CD2_1", "CD2_2");
    private static final List<String> PC = List.of("PC1_1", "PC1_2", "PC2_1", "PC2_2");

    private FitsOrientation() {}

    static Orientation of(FitsCards cards, int width, int height, OptionalDouble defaultPixelScale)
            throws UnreadableStampException {
        try {
            if (givesSky(cards)) {
                return fromHeader(cards, width, height);
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
    private static boolean givesSky(FitsCards cards) {
        String xType = cards.text("CTYPE1", "").trim();
        String yType = cards.text("CTYPE2", "").trim();
        boolean celestial = (xType.isEmpty() || xType.startsWith("RA")) && (yType.isEmpty() || yType.startsWith("DEC"));
        boolean empty = cards.number("CDELT1", 1) == 1 && cards.number("CDELT2", 1) == 1;
        return celestial && (hasAny(cards, CD) || hasAny(cards, PC) || !empty);
    }

    private static Orientation fromHeader(FitsCards cards, int width, int height) {
        double[] m = matrix(cards);
        return new Orientation(
                m[0] * ARCSEC_PER_DEGREE,
                m[1] * ARCSEC_PER_DEGREE,
                m[2] * ARCSEC_PER_DEGREE,
                m[3] * ARCSEC_PER_DEGREE,
                cards.number("CRPIX1", (width + 1) / 2.0) - 1,
                cards.number("CRPIX2", (height + 1) / 2.0) - 1,
                reference(cards));
    }

    /** Degrees a pixel: x to east, y to east, x to north, y to north. */
    private static double[] matrix(FitsCards cards) {
        if (hasAny(cards, CD)) {
            return elements(cards, CD, 0);
        }
        double xStep = cards.number("CDELT1", 1);
        double yStep = cards.number("CDELT2", 1);
        if (hasAny(cards, PC)) {
            double[] pc = elements(cards, PC, 1);
            return new double[] {pc[0] * xStep, pc[1] * xStep, pc[2] * yStep, pc[3] * yStep};
        }
        double turn = Math.toRadians(cards.number("CROTA2", 0));
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        return new double[] {xStep * cos, -yStep * sin, xStep * sin, yStep * cos};
    }

    private static double[] elements(FitsCards cards, List<String> keys, double missingDiagonal) {
        return new double[] {
            cards.number(keys.get(0), missingDiagonal),
            cards.number(keys.get(1), 0),
            cards.number(keys.get(2), 0),
            cards.number(keys.get(3), missingDiagonal)
        };
    }

    private static boolean hasAny(FitsCards cards, List<String> keys) {
        return keys.stream().anyMatch(cards::has);
    }

    private static Optional<SkyPosition> reference(FitsCards cards) {
        double ra = cards.number("CRVAL1", Double.NaN);
        double dec = cards.number("CRVAL2", Double.NaN);
        boolean onSky = Math.abs(ra) <= 360 && Math.abs(dec) <= 90;
        return onSky ? Optional.of(new SkyPosition(ra, dec)) : Optional.empty();
    }
}
