package dev.arclet.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arclet.alert.SkyPosition;
import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds whole noiseless pictures, from the source to the camera's pixels, against lenstronomy's: every pixel brighter
 * than 1 % of the brightest within 1 %, all others within 0.4 % of the brightest.
 */
class LensedPictureTest {
    private static final int SIDE = 40;
    private static final double FLUX = 1e4;
    private static final SkyPosition SOMEWHERE = new SkyPosition(150, -30);

    /** A lens and its source as the table has them, and their picture: the flux in each camera pixel. */
    private record Picture(double[] row) {
        SieLens lens() {
            return new SieLens(0, 0, row[0], row[1], row[2], row[3], row[4]);
        }

        Light source() {
            return new Sersic(row[5], row[6], row[7], row[8], row[9], row[10]);
        }

        Exposure exposure() {
            Moffat.Wings wings =
                    row[12] < 3 ? Moffat.Wings.STRONG : row[12] < 4 ? Moffat.Wings.USUAL : Moffat.Wings.KOLMOGOROV;
            // So many visits that the noise is gone.
            return new Exposure(LsstBand.R, row[11], wings, 1_000_000_000);
        }

        double flux(int east, int north) {
            return row[13 + (north + SIDE / 2) * SIDE + east + SIDE / 2];
        }

        @Override
        public String toString() {
            return "Einstein radius %.1f, axis ratio %.2f, seeing %.2f".formatted(row[0], row[1], row[11]);
        }
    }

    static List<Picture> pictures() throws IOException {
        return Arrays.stream(Reference.table("lensed_pictures.csv"))
                .map(Picture::new)
                .toList();
    }

    private static float[] taken(Picture picture) {
        double[] flux = new double[LsstBand.values().length];
        Arrays.fill(flux, FLUX);
        Scene scene = new Scene(
                Truth.of(Kind.LENS, 0.5),
                List.of(new Glow(picture.source(), Optional.of(picture.lens()), flux)),
                List.of(),
                List.of(new Spot(0, 0, flux)));
        Frame frame = new Frame(SIDE + 1, 0, SIDE / 2, SIDE / 2, SOMEWHERE);
        return new Camera()
                .templates(
                        scene,
                        List.of(new Camera.Shot(picture.exposure(), frame)),
                        List.of(new double[] {0, 0}),
                        Draw.of(1, 1, 1))
                .get(0)
                .pixels();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aNoiselessLensedPictureAgreesWithLenstronomyToOnePercent(Picture picture) {
        float[] pixels = taken(picture);
        double peak = Arrays.stream(picture.row()).skip(13).max().orElseThrow();
        double total = 0;
        double expectedTotal = 0;
        for (int north = -SIDE / 2; north < SIDE / 2; north++) {
            for (int east = -SIDE / 2; east < SIDE / 2; east++) {
                // East is to the left.
                double flux = pixels[(north + SIDE / 2) * (SIDE + 1) + SIDE / 2 - east] / FLUX;
                double expected = picture.flux(east, north);
                String where = "pixel %d east, %d north".formatted(east, north);
                assertEquals(expected, flux, 0.004 * peak, where);
                if (expected > 0.01 * peak) {
                    assertEquals(expected, flux, 0.01 * expected, where);
                }
                total += flux;
                expectedTotal += expected;
            }
        }
        assertEquals(expectedTotal, total, 0.002 * expectedTotal);
    }
}
