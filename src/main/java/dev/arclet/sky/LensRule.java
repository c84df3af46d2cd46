package dev.arclet.sky;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rule that makes a scene a lens, after the strong lens finding challenge (Metcalf et al. 2019): the lensed
 * source covers more than 20 pixels above a threshold, is magnified more than 1.6 times and has more than one image.
 * The threshold is five times the noise, that of the lens galaxy's own photons included, of a template of 80 visits
 * in median seeing, in the best of g, r and i. Twenty-one such pixels alone have a total signal-to-noise of 23, more than
 * the 20 that Collett (2015) asks of lenses that a survey can find, and arcs are stricter still: the faintest of 100,000
 * natural lenses has 35, half of them more than 92. Systems with several images that do not pass are in neither class, see
 * {@link Kind#FAINT_LENS}. Holds scratch: one instance a thread.
 */
final class LensRule {
    static final int LEAST_PIXELS = 20;
    static final double LEAST_MAGNIFICATION = 1.6;

    private static final double SIGMAS = 5;
    /** Squared share of the sky noise below which a pixel adds nothing to the signal-to-noise. */
    private static final double SIGNIFICANT = 0.01;

    /**
     * Light that a patch of the least size has in all, over its pixels times the threshold: e for a Gaussian one, more
     * for what the seeing has spread.
     */
    private static final double SPREAD = 1.8;

    private static final double MOST_LIKELY_MAGNIFICATION = 40;
    private static final int VISITS = 80;
    private static final double[] UNIT_FLUX = {1};
    private static final List<LsstBand> BANDS = List.of(LsstBand.G, LsstBand.R, LsstBand.I);

    private final Brush brush = new Brush();
    private final RayShooter rays = new RayShooter();
    private final Convolver convolver = Convolver.coarse(Convolver.Values.SAMPLES);
    private final double seeing = LsstBand.R.medianSeeing();
    private final float[][] transfer = convolver.table();
    private final float[][] arcs = Canvas.plane();
    private final float[][] foreground = Canvas.plane();
    private final float[] columnSums = new float[Canvas.SIDE];

    LensRule() {
        convolver.tabulate(new Blur(new Moffat(seeing, Moffat.Wings.USUAL), 0), transfer);
    }

    /**
     * What the rule measured.
     *
     * @param magnification lensed over unlensed flux
     * @param pixels above the threshold
     * @param signalToNoise of the arcs in all pixels, weighted by their noise, in the band where it is best
     * @param arcs where they are, in that band
     * @param images of the source's centre, the most magnified first
     */
    record Verdict(
            double magnification, int pixels, double signalToNoise, ArcMap arcs, List<PointImages.Image> images) {}

    /**
     * Measures a lens and its source; empty when it does not pass.
     *
     * @param lens the mass
     * @param source light of the source, before lensing
     * @param sourceFlux of the source by band, nJy
     * @param galaxy light of the lens galaxy
     * @param galaxyFlux of the lens galaxy by band, nJy
     */
    Optional<Verdict> judge(SieLens lens, Light source, double[] sourceFlux, Light galaxy, double[] galaxyFlux) {
        if (!lens.multiplyImages(source.x(), source.y())) {
            return Optional.empty();
        }
        if (hopeless(sourceFlux, MOST_LIKELY_MAGNIFICATION)) {
            return Optional.empty();
        }
        List<PointImages.Image> images = PointImages.find(lens, source.x(), source.y());
        double pointMagnification =
                images.stream().mapToDouble(PointImages.Image::magnification).sum();
        if (images.size() < 2 || hopeless(sourceFlux, 1.5 * pointMagnification + 3)) {
            return Optional.empty();
        }
        Canvas.clear(arcs);
        Canvas canvas = new Canvas(lens.x(), lens.y());
        rays.paint(canvas, source, lens, RayShooter.Rays.COARSE, UNIT_FLUX, new float[][][] {arcs});
        double magnification = sum(arcs);
        if (magnification <= LEAST_MAGNIFICATION || hopeless(sourceFlux, magnification)) {
            return Optional.empty();
        }
        Canvas.clear(foreground);
        // The galaxy's photons count as noise where the arcs are.
        double reach = lens.einsteinRadius() + source.extent() + 1;
        brush.paint(new Canvas(lens.x(), lens.y(), reach), galaxy, UNIT_FLUX, new float[][][] {foreground});
        convolver.blur(arcs, foreground, transfer);
        int pixels = 0;
        double signalToNoise = 0;
        float[][] clearest = {};
        for (LsstBand band : BANDS) {
            pixels = Math.max(pixels, pixelsAbove(sourceFlux[band.index()], galaxyFlux[band.index()], band));
        }
        if (pixels <= LEAST_PIXELS) {
            return Optional.empty();
        }
        for (LsstBand band : BANDS) {
            float[][] significance = significance(sourceFlux[band.index()], galaxyFlux[band.index()], band);
            double total = total(significance);
            if (total > signalToNoise) {
                signalToNoise = total;
                clearest = significance;
            }
        }
        ArcMap map = new ArcMap(lens.x(), lens.y(), clearest);
        return Optional.of(new Verdict(magnification, pixels, signalToNoise, map, List.copyOf(images)));
    }

    /**
     * Whether all the light together could not lift the least number of pixels over the threshold: saves painting it.
     */
    private static boolean hopeless(double[] sourceFlux, double magnification) {
        for (LsstBand band : BANDS) {
            double needed = SPREAD * LEAST_PIXELS * SIGMAS * Math.sqrt(band.skyVariance() / VISITS);
            if (sourceFlux[band.index()] * magnification > needed) {
                return false;
            }
        }
        return true;
    }

    private double sum(float[][] plane) {
        Arrays.fill(columnSums, 0);
        for (float[] row : plane) {
            for (int column = 0; column < columnSums.length; column++) {
                columnSums[column] += row[column];
            }
        }
        double sum = 0;
        for (float value : columnSums) {
            sum += value;
        }
        return sum;
    }

    /**
     * Signal-to-noise of the arcs in each camera pixel; the blurred planes hold the mean over a camera pixel in cells
     * as large as one.
     */
    private float[][] significance(double sourceFlux, double galaxyFlux, LsstBand band) {
        Exposure template = new Exposure(band, seeing, Moffat.Wings.USUAL, VISITS);
        double sky = template.skyVariance();
        double paintedCells = LsstBand.PIXEL / Canvas.STEP * (LsstBand.PIXEL / Canvas.STEP);
        int side = convolver.side();
        float[][] significance = new float[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double arc = convolver.first()[row][column] * paintedCells * sourceFlux;
                if (arc * arc > SIGNIFICANT * sky && arc > 0) {
                    double galaxy = convolver.second()[row][column] * paintedCells * galaxyFlux;
                    significance[row][column] = (float) (arc / Math.sqrt(sky + template.photonVariance(galaxy)));
                }
            }
        }
        return significance;
    }

    /** Pixels of the arcs above the threshold; fills no plane, as most systems do not pass. */
    private int pixelsAbove(double sourceFlux, double galaxyFlux, LsstBand band) {
        Exposure template = new Exposure(band, seeing, Moffat.Wings.USUAL, VISITS);
        double sky = template.skyVariance();
        double paintedCells = LsstBand.PIXEL / Canvas.STEP * (LsstBand.PIXEL / Canvas.STEP);
        int side = convolver.side();
        int count = 0;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double arc = convolver.first()[row][column] * paintedCells * sourceFlux;
                // Below that the sky alone keeps it under the threshold.
                if (arc * arc > SIGMAS * SIGMAS * (1 - SIGNIFICANT) * sky && arc > 0) {
                    double galaxy = convolver.second()[row][column] * paintedCells * galaxyFlux;
                    double noise = Math.sqrt(sky + template.photonVariance(galaxy));
                    count += (float) (arc / noise) > SIGMAS ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static double total(float[][] significance) {
        double squares = 0;
        for (float[] row : significance) {
            for (float value : row) {
                squares += (double) value * value;
            }
        }
        return Math.sqrt(squares);
    }
}
