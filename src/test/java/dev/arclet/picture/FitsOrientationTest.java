package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arclet.alert.SkyPosition;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Expected numbers are astropy's for the same headers. */
class FitsOrientationTest {
    /** 0.2 arcsec in degrees. */
    private static final String STEP = "5.555555555555556E-5";

    @Test
    void rubinsPcMatrixWithoutCtypeGivesTheSky() throws Exception {
        Orientation o = read(
                "WCSAXES=2",
                "CRPIX1=15.75",
                "CRPIX2=14.5",
                "PC1_1=-4E-5",
                "PC1_2=3E-5",
                "PC2_1=3E-5",
                "PC2_2=4E-5",
                "CDELT1=1.0",
                "CDELT2=1.0",
                "CRVAL1=57.617850674861",
                "CRVAL2=-48.104490504938");
        assertMatrix(o, -0.144, 0.108, 0.108, 0.144);
        assertEquals(14.75, o.refX());
        assertEquals(13.5, o.refY());
        assertEquals(Optional.of(new SkyPosition(57.617850674861, -48.104490504938)), o.reference());
    }

    @Test
    void pcIsMultipliedByCdelt() throws Exception {
        Orientation o = read("CDELT1=-" + STEP, "CDELT2=" + STEP, "PC1_1=0.8", "PC1_2=0.6", "PC2_1=-0.6", "PC2_2=0.8");
        assertMatrix(o, -0.16, -0.12, -0.12, 0.16);
    }

    @Test
    void cdGivesTheSameAsPc() throws Exception {
        Orientation o = read(
                "CTYPE1='RA---TAN'",
                "CTYPE2='DEC--TAN'",
                "CD1_1=-4.444444444444444E-5",
                "CD1_2=-3.333333333333333E-5",
                "CD2_1=-3.333333333333333E-5",
                "CD2_2=4.444444444444444E-5");
        assertMatrix(o, -0.16, -0.12, -0.12, 0.16);
    }

    @Test
    void elementsLeftOutOfAMatrixAreThoseOfTheStandard() throws Exception {
        assertMatrix(read("CD1_1=-" + STEP, "CD2_2=" + STEP), -0.2, 0, 0, 0.2);
        assertMatrix(read("CDELT1=-" + STEP, "CDELT2=" + STEP, "PC1_2=0.5"), -0.2, -0.1, 0, 0.2);
    }

    @Test
    void cdeltIsTurnedByCrota() throws Exception {
        assertMatrix(read("CDELT1=-" + STEP, "CDELT2=" + STEP), -0.2, 0, 0, 0.2);
        Orientation o = read("CDELT1=-" + STEP, "CDELT2=" + STEP, "CROTA2=30.0");
        assertMatrix(o, -0.173205, -0.1, -0.1, 0.173205);
    }

    @Test
    void aStampWithoutSkyCoordinatesLiesNorthUpAboutItsCentre() throws Exception {
        Orientation expected = new Orientation(-1.01, 0, 0, 1.01, 2, 1.5, Optional.empty());
        assertEquals(expected, read());
        assertEquals(
                expected, read("CRPIX1=0.0", "CRPIX2=0.0", "CDELT1=1.0", "CDELT2=1.0", "CRVAL1=0.0", "CRVAL2=0.0"));
        assertEquals(expected, read("CTYPE1='LINEAR'", "CTYPE2='LINEAR'", "CDELT1=2.0", "CDELT2=2.0"));
    }

    @Test
    void aMissingReferencePixelIsTheCentreAndAMissingPositionIsNone() throws Exception {
        Orientation o = read("CD1_1=-" + STEP, "CD2_2=" + STEP);
        assertEquals(2, o.refX());
        assertEquals(1.5, o.refY());
        assertEquals(Optional.empty(), o.reference());
    }

    @Test
    void aMatrixThatCannotBeInvertedIsRefused() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Orientation(1, 2, 2, 4, 0, 0, Optional.empty()));
        assertEquals("orientation matrix is [1.0 2.0; 2.0 4.0] arcsec; give one that is invertible", e.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> new Orientation(Double.NaN, 0, 0, 1, 0, 0, Optional.empty()));
    }

    @Test
    void offsetsOnTheTangentPlaneCrossRaZeroAndThePole() {
        assertOffset(new SkyPosition(359.999, -60), new SkyPosition(0.002, -60.001), 5.39983676, -3.60012243);
        assertOffset(new SkyPosition(10, 89.9995), new SkyPosition(130, 89.9990), 3.11769145, 3.6);
    }

    private static void assertOffset(SkyPosition reference, SkyPosition position, double east, double north) {
        TangentPlane plane = new TangentPlane(reference);
        assertEquals(east, plane.east(position), 1e-6);
        assertEquals(north, plane.north(position), 1e-6);
    }

    private static Orientation read(String... cards) throws UnreadableStampException {
        return FitsStamps.read(ByteBuffer.wrap(FitsBytes.floatImage(5, 4, cards)), 1.01)
                .orientation();
    }

    private static void assertMatrix(Orientation o, double xEast, double yEast, double xNorth, double yNorth) {
        assertEquals(xEast, o.xEast(), 1e-6);
        assertEquals(yEast, o.yEast(), 1e-6);
        assertEquals(xNorth, o.xNorth(), 1e-6);
        assertEquals(yNorth, o.yNorth(), 1e-6);
    }
}
