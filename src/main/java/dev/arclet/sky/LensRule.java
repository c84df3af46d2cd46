package dev.arclet.sky;

import java.util.List;
import java.util.Optional;

/**
 * The rule that makes a scene a lens, after the strong lens finding challenge (Metcalf et al. 2019): the lensed source covers more than
 * 20 pixels above a threshold, is magnified more than 1.6 times and has more than one image. The threshold is twice the sky noise of a
 * template of 80 visits in median seeing, in the best of g, r and i. Holds scratch: one instance a thread.
 */
final class LensRule {
    static final int LEAST_PIXELS = 20;
    static final double LEAST_MAGNIFICATION = 1.6;

    private static final double SIGMAS = 2;
    private static final int VISITS = 80;
    private static final double[] UNIT_FLUX = {1};
    private static final List<LsstBand> BANDS = List.of(LsstBand.G, LsstBand.R, LsstBand.I);

    private final Convolver convolver = new Convolver();
    private final Blur blur = new Blur(new Moffat(LsstBand.R.medianSeeing(), Moffat.Wings.USUAL), 0);
    private final float[][] nothing = Canvas.plane();

    /**
     * What the rule measured.
     *
     * @param magnification lensed over unlensed flux
     * @param pixels above the threshold
     * @param images of the source's centre, the most magnified first
     */
    record Verdict(double magnification, int pixels, List<PointImages.Image> images) {}

    /** Measures a lens and its source of one colour; empty when it does not pass. */
    Optional<Verdict> judge(SieLens lens, Light source, double[] sourceFlux) {
        if (!lens.multiplyImages(source.x(), source.y())) {
            return Optional.empty();
        }
        List<PointImages.Image> images = PointImages.find(lens, source.x(), source.y());
        if (images.size() < 2) {
            return Optional.empty();
        }
        float[][] plane = Canvas.plane();
        new Canvas(lens.x(), lens.y()).paintLensed(source, lens, UNIT_FLUX, new float[][][] {plane});
        double magnification = sum(plane);
        if (magnification <= LEAST_MAGNIFICATION) {
            return Optional.empty();
        }
        convolver.blur(plane, blur, nothing, blur);
        int pixels = 0;
        for (LsstBand band : BANDS) {
            double sigma = Math.sqrt(band.skyVariance() / VISITS);
            pixels = Math.max(pixels, pixelsAbove(SIGMAS * sigma / sourceFlux[band.index()]));
        }
        return pixels > LEAST_PIXELS
                ? Optional.of(new Verdict(magnification, pixels, List.copyOf(images)))
                : Optional.empty();
    }

    private static double sum(float[][] plane) {
        double sum = 0;
        for (float[] row : plane) {
            for (float value : row) {
                sum += value;
            }
        }
        return sum;
    }

    /** Camera pixels brighter than a limit; a pixel is two cells wide and the blurred plane is the pixel's mean in each cell. */
    private int pixelsAbove(double limit) {
        int cells = (int) Math.round(LsstBand.PIXEL / Canvas.STEP);
        float[][] seen = convolver.first();
        int count = 0;
        for (int row = 0; row < Canvas.SIDE; row += cells) {
            for (int column = 0; column < Canvas.SIDE; column += cells) {
                if (seen[row][column] * cells * cells > limit) {
                    count++;
                }
            }
        }
        return count;
    }
}
