package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.SkyPosition;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;

/** What holds for stamps that lie any way on the sky. Stamps are 41 x 41 pixels here. */
class ResamplingPropertiesTest {
    private static final int SIDE = 41;
    private static final double DEGREES = 1 / 3600.0;

    /** Turned by any angle, seen from the front or mirrored, 0.1 to 2 arcsec a pixel, reference near the middle. */
    @Provide
    Arbitrary<Orientation> orientations() {
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 360),
                        Arbitraries.of(-1, 1),
                        Arbitraries.doubles().between(0.1, 2),
                        Arbitraries.doubles().between(17, 23),
                        Arbitraries.doubles().between(17, 23),
                        positions())
                .as(ResamplingPropertiesTest::orientation);
    }

    /** With some right across RA 0, and up to 80 degrees from the equator. */
    @Provide
    Arbitrary<SkyPosition> positions() {
        Arbitrary<Double> ra =
                Arbitraries.oneOf(Arbitraries.doubles().between(0, 360), Arbitraries.of(0.0, 0.0001, 359.9999, 360.0));
        return Combinators.combine(ra, Arbitraries.doubles().between(-80, 80)).as(SkyPosition::new);
    }

    @Property(tries = 300)
    void aConstantStampStaysThatConstant(
            @ForAll("orientations") Orientation orientation,
            @ForAll @FloatRange(min = -1e6f, max = 1e6f) float constant,
            @ForAll @DoubleRange(min = 0.2, max = 6) double outputPixel) {
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, constant);
        for (int i = 0; i < pixels.length; i += 7) {
            pixels[i] = Float.NaN;
        }
        float[] plane = new float[40 * 40];
        Grid grid = new Grid(40, 40 * outputPixel * orientation.pixelScale());
        double coverage = Resampling.onto(grid, new Stamp(SIDE, SIDE, pixels, orientation), Optional.empty(), plane, 0);
        int finite = 0;
        for (float value : plane) {
            if (!Float.isNaN(value)) {
                assertEquals(constant, value);
                finite++;
            }
        }
        assertTrue(finite > 0);
        assertEquals(finite / 1600.0, coverage, 1e-12);
    }

    @Property(tries = 300)
    void aPointSourceLandsWhereTheStampsOrientationSays(
            @ForAll("orientations") Orientation orientation,
            @ForAll @DoubleRange(min = -6, max = 6) double sourceX,
            @ForAll @DoubleRange(min = -6, max = 6) double sourceY,
            @ForAll @DoubleRange(min = -3, max = 3) double eastOfCentre,
            @ForAll @DoubleRange(min = -3, max = 3) double northOfCentre,
            @ForAll @DoubleRange(min = 0.5, max = 3) double outputPixel) {
        double pixel = orientation.pixelScale();
        double sourceEast = orientation.xEast() * sourceX + orientation.yEast() * sourceY;
        double sourceNorth = orientation.xNorth() * sourceX + orientation.yNorth() * sourceY;
        Stamp stamp = Scene.of(new Scene.Source(sourceEast, sourceNorth, 0.85 * pixel, 100))
                .painted(SIDE, SIDE, orientation);
        SkyPosition centre = offset(
                orientation.reference().orElseThrow(),
                sourceEast - eastOfCentre * pixel,
                sourceNorth - northOfCentre * pixel);
        Grid grid = new Grid(48, 48 * outputPixel * pixel);

        float[] plane = new float[48 * 48];
        Resampling.onto(grid, stamp, Optional.of(centre), plane, 0);

        Moments moments = Moments.of(plane, 48);
        assertEquals(23.5 - eastOfCentre / outputPixel, moments.col(), 0.1);
        assertEquals(23.5 - northOfCentre / outputPixel, moments.row(), 0.1);
    }

    /**
     * The error of bilinear interpolation is at most an eighth of the second derivative along each axis, in stamp pixels; that of
     * a Gaussian of peak 1 is at most 1 / sigma^2. Two stamps may both be off by 2/8/sigma^2, the second source adds its share.
     */
    @Property(tries = 200)
    void turningStampAndOrientationTogetherChangesNothingBeyondInterpolation(
            @ForAll @DoubleRange(min = 0, max = 360) double turn,
            @ForAll @DoubleRange(min = 0.3, max = 1.5) double outputPixel) {
        double sigma = 2.5;
        Scene scene = Scene.of(new Scene.Source(3, -2, sigma, 1), new Scene.Source(-4, 5, sigma, 0.5));
        SkyPosition reference = new SkyPosition(150, 2);
        Grid grid = new Grid(24, 24 * outputPixel);
        float[] straight = new float[24 * 24];
        float[] turned = new float[24 * 24];

        Resampling.onto(
                grid, scene.painted(61, 61, orientation(0, -1, 1, 30, 30, reference)), Optional.empty(), straight, 0);
        Resampling.onto(
                grid,
                scene.painted(61, 61, orientation(turn, -1, 1, 30.3, 29.6, reference)),
                Optional.empty(),
                turned,
                0);

        double bound = 2 * 1.5 * 2 / 8 / (sigma * sigma);
        for (int i = 0; i < straight.length; i++) {
            assertEquals(straight[i], turned[i], bound);
        }
    }

    @Property(tries = 200)
    void coarserPixelsKeepTheLight(
            @ForAll("orientations") Orientation orientation,
            @ForAll @DoubleRange(min = 1.6, max = 6) double outputPixel,
            @ForAll @DoubleRange(min = -3, max = 3) double sourceX,
            @ForAll @DoubleRange(min = -3, max = 3) double sourceY) {
        double pixel = orientation.pixelScale();
        double east = orientation.xEast() * sourceX + orientation.yEast() * sourceY;
        double north = orientation.xNorth() * sourceX + orientation.yNorth() * sourceY;
        Stamp stamp = Scene.of(new Scene.Source(east, north, 0.85 * pixel, 100)).painted(SIDE, SIDE, orientation);
        double painted = 0;
        for (float value : stamp.pixels()) {
            painted += value;
        }
        float[] plane = new float[32 * 32];
        Resampling.onto(new Grid(32, 32 * outputPixel * pixel), stamp, Optional.empty(), plane, 0);
        assertEquals(1, Moments.of(plane, 32).sum() * outputPixel * outputPixel / painted, 0.03);
    }

    private static Orientation orientation(
            double turnDegrees, int hand, double pixel, double refX, double refY, SkyPosition reference) {
        double turn = Math.toRadians(turnDegrees);
        double cos = pixel * Math.cos(turn);
        double sin = pixel * Math.sin(turn);
        return new Orientation(hand * cos, -sin, hand * sin, cos, refX, refY, Optional.of(reference));
    }

    private static SkyPosition offset(SkyPosition from, double east, double north) {
        double dec = from.dec() + north * DEGREES;
        double ra = from.ra() + east * DEGREES / Math.cos(Math.toRadians(dec));
        return new SkyPosition((ra + 360) % 360, dec);
    }
}
