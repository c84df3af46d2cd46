package dev.arclet.sky;

import dev.arclet.picture.Stamp;
import dev.arclet.sky.Scene.Glow;
import dev.arclet.sky.Scene.Spot;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes pictures of scenes: paints them finely, blurs them with the seeing and the pixel, samples them in the visit's
 * turned frame, adds point sources and noise. Fluxes are nJy a pixel. Holds scratch: one instance a thread.
 */
final class Camera {
    /** Points of the two-point Gauss rule in a pixel, by which the light of stars is integrated. */
    private static final double GAUSS_POINT = 0.5 / Math.sqrt(3);

    /** How far outside of a frame light may lie that is seen in it, arcsec. */
    private static final double SEEING_REACH = 1.2;

    private final Brush brush = new Brush();
    private final RayShooter rays = new RayShooter();
    private final Convolver coarse = Convolver.coarse(Convolver.Values.SPLINE);
    private final Convolver fine = Convolver.fine(Convolver.Values.SPLINE);
    private float[][][] planes = new float[0][][];

    /** One image to take. */
    record Shot(Exposure exposure, Frame frame) {}

    /**
     * One cutout.
     *
     * @param stamp its pixels, nJy
     * @param variance of each pixel, nJy squared: sky, read-out and photons
     */
    record Image(Stamp stamp, float[] variance) {}

    /** The three cutouts of an alert. */
    record Triplet(Image template, Image science, Image difference) {}

    /**
     * Takes one template a shot, each with its own frame and conditions.
     *
     * @param pointings where in the scene each frame's reference pixel points, arcsec {east, north}
     */
    List<Stamp> templates(Scene scene, List<Shot> shots, List<double[]> pointings, Draw draw) {
        Canvas canvas = paint(scene, shots, pointings);
        List<Stamp> stamps = new ArrayList<>();
        for (int first = 0; first < shots.size(); first += 2) {
            Blur blur = blur(shots.get(first));
            if (first + 1 == shots.size()) {
                Convolver convolver = convolverFor(blur, blur);
                convolver.blur(planes[first], blur);
                stamps.add(template(scene, canvas, convolver.first(), shots.get(first), pointings.get(first), draw));
            } else {
                Shot second = shots.get(first + 1);
                Convolver convolver = convolverFor(blur, blur(second));
                convolver.blur(planes[first], blur, planes[first + 1], blur(second));
                stamps.add(template(scene, canvas, convolver.first(), shots.get(first), pointings.get(first), draw));
                stamps.add(template(scene, canvas, convolver.second(), second, pointings.get(first + 1), draw));
            }
        }
        return stamps;
    }

    private Convolver convolverFor(Blur first, Blur second) {
        return coarse.resolves(first) && coarse.resolves(second) ? coarse : fine;
    }

    private static Blur blur(Shot shot) {
        return shot.frame().blur(shot.exposure().psf());
    }

    private Stamp template(Scene scene, Canvas canvas, float[][] blurred, Shot shot, double[] pointing, Draw draw) {
        float[] light = sample(canvas, blurred, shot.frame(), pointing);
        addSpots(light, scene.stars(), shot.exposure(), shot.frame(), pointing);
        Glare.addSpikes(light, scene.stars(), shot.exposure(), shot.frame(), pointing, draw);
        addNoise(light, shot.exposure(), draw);
        Glare.saturate(light, shot.frame().side(), shot.exposure());
        return stamp(light, shot.frame());
    }

    /**
     * Takes the three cutouts of an alert. The difference is science less the template brought to the science image's
     * seeing, with what registration and scaling leave over.
     *
     * @param template conditions of the template, in the visit's band
     * @param science conditions of the visit
     * @param pointing where in the scene the frame's reference pixel points, arcsec {east, north}
     */
    Triplet triplet(Scene scene, Exposure template, Exposure science, Frame frame, double[] pointing, Draw draw) {
        Canvas canvas = paint(scene, reach(scene, frame, pointing), List.of(science.band()));
        Blur templateBlur = frame.blur(template.psf());
        Blur scienceBlur = frame.blur(science.psf());
        Convolver convolver = convolverFor(templateBlur, scienceBlur);
        convolver.blur(planes[0], templateBlur, planes[0], scienceBlur);
        float[] templateLight = sample(canvas, convolver.first(), frame, pointing);
        float[] scienceLight = sample(canvas, convolver.second(), frame, pointing);
        // A matched template is never quite in place, and never quite of the right brightness.
        double[] shifted = {pointing[0] + draw.normal(0, 0.008), pointing[1] + draw.normal(0, 0.008)};
        float[] matched = sample(canvas, convolver.second(), frame, shifted);
        addSpots(templateLight, scene.stars(), template, frame, pointing);
        addSpots(scienceLight, scene.stars(), science, frame, pointing);
        addSpots(matched, scene.stars(), science, frame, shifted);
        addSpots(scienceLight, scene.changes(), science, frame, pointing);
        // What is subtracted has the template's own crosses, not the visit's.
        float[] spikes = new float[matched.length];
        Glare.addSpikes(spikes, scene.stars(), template, frame, pointing, draw);
        add(spikes, templateLight);
        add(spikes, matched);
        Glare.addSpikes(scienceLight, scene.stars(), science, frame, pointing, draw);
        float[] templateVariance = addNoise(templateLight, template, draw);
        float[] scienceVariance = addNoise(scienceLight, science, draw);
        float[] differenceVariance = scienceVariance.clone();
        add(addNoise(matched, template, draw), differenceVariance);
        Glare.saturate(templateLight, frame.side(), template);
        Glare.saturate(scienceLight, frame.side(), science);
        Glare.saturate(matched, frame.side(), template);
        double scale = 1 + draw.normal(0, 0.005);
        float[] difference = new float[matched.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = (float) (scienceLight[i] - scale * matched[i]);
        }
        return new Triplet(
                new Image(stamp(templateLight, frame), templateVariance),
                new Image(stamp(scienceLight, frame), scienceVariance),
                new Image(stamp(difference, frame), differenceVariance));
    }

    private static void add(float[] light, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += light[i];
        }
    }

    private static Stamp stamp(float[] pixels, Frame frame) {
        return new Stamp(frame.side(), frame.side(), pixels, frame.orientation());
    }

    private Canvas paint(Scene scene, List<Shot> shots, List<double[]> pointings) {
        double reach = 0;
        for (int i = 0; i < shots.size(); i++) {
            reach = Math.max(reach, reach(scene, shots.get(i).frame(), pointings.get(i)));
        }
        List<LsstBand> bands =
                shots.stream().map(shot -> shot.exposure().band()).toList();
        return paint(scene, reach, bands);
    }

    /** How far from the alert light reaches a frame: to its corners, and as far as seeing carries it. */
    private static double reach(Scene scene, Frame frame, double[] pointing) {
        double away = Math.hypot(
                pointing[0] - scene.alerted().x(), pointing[1] - scene.alerted().y());
        return away + frame.side() * LsstBand.PIXEL * Math.sqrt(0.5) + SEEING_REACH;
    }

    /** Paints the scene's extended light about the alert, one plane a band. */
    private Canvas paint(Scene scene, double reach, List<LsstBand> bands) {
        clear(bands.size());
        Canvas canvas = new Canvas(scene.alerted().x(), scene.alerted().y(), reach);
        double[] flux = new double[bands.size()];
        for (Glow glow : scene.glows()) {
            for (int i = 0; i < flux.length; i++) {
                flux[i] = glow.flux()[bands.get(i).index()];
            }
            if (glow.lens().isPresent()) {
                rays.paint(canvas, glow.light(), glow.lens().get(), RayShooter.Rays.FINE, flux, planes);
            } else {
                brush.paint(canvas, glow.light(), flux, planes);
            }
        }
        return canvas;
    }

    private void clear(int bands) {
        if (planes.length != bands) {
            planes = new float[bands][Canvas.SIDE][Canvas.SIDE];
            return;
        }
        for (float[][] plane : planes) {
            Canvas.clear(plane);
        }
    }

    /**
     * The blurred plane at the frame's pixel centres, from its cubic B-spline; beyond the canvas there is no light.
     */
    private static float[] sample(Canvas canvas, float[][] plane, Frame frame, double[] pointing) {
        double cellsInPixel = LsstBand.PIXEL / Canvas.STEP * (LsstBand.PIXEL / Canvas.STEP);
        float[] light = new float[frame.side() * frame.side()];
        double scale = plane.length / (double) Canvas.SIDE;
        for (int row = 0; row < frame.side(); row++) {
            for (int column = 0; column < frame.side(); column++) {
                double x = scale * canvas.column(pointing[0] + frame.east(column, row));
                double y = scale * canvas.row(pointing[1] + frame.north(column, row));
                light[row * frame.side() + column] = (float) (cellsInPixel * interpolate(plane, x, y));
            }
        }
        return light;
    }

    private static double interpolate(float[][] plane, double x, double y) {
        if (!(x >= 1 && y >= 1 && x < plane.length - 2 && y < plane.length - 2)) {
            return 0;
        }
        int column = (int) x;
        int row = (int) y;
        double t = x - column;
        double rest = 1 - t;
        double w0 = rest * rest * rest;
        double w1 = 4 + 3 * t * t * (t - 2);
        double w2 = 4 + 3 * rest * rest * (rest - 2);
        double w3 = t * t * t;
        double u = y - row;
        double left = 1 - u;
        double sum = left * left * left * across(plane[row - 1], column, w0, w1, w2, w3)
                + (4 + 3 * u * u * (u - 2)) * across(plane[row], column, w0, w1, w2, w3)
                + (4 + 3 * left * left * (left - 2)) * across(plane[row + 1], column, w0, w1, w2, w3)
                + u * u * u * across(plane[row + 2], column, w0, w1, w2, w3);
        return sum / 36;
    }

    private static double across(float[] row, int column, double w0, double w1, double w2, double w3) {
        return w0 * row[column - 1] + w1 * row[column] + w2 * row[column + 1] + w3 * row[column + 2];
    }

    private static void addSpots(float[] light, List<Spot> spots, Exposure exposure, Frame frame, double[] pointing) {
        Moffat psf = exposure.psfInFrame(frame.rotation());
        double halfDiagonal = frame.side() * LsstBand.PIXEL * 0.75 + 2;
        for (Spot spot : spots) {
            double dx = spot.x() - pointing[0];
            double dy = spot.y() - pointing[1];
            if (Math.hypot(dx, dy) < halfDiagonal) {
                addSpot(light, dx, dy, spot.flux()[exposure.band().index()], psf, frame);
            }
        }
    }

    private static void addSpot(float[] light, double dx, double dy, double flux, Moffat psf, Frame frame) {
        double quarter = flux * LsstBand.PIXEL * LsstBand.PIXEL / 4;
        // The spot's place in pixels: the frame's matrix is its own inverse up to the pixel's size.
        double cos = Math.cos(frame.rotation()) / LsstBand.PIXEL;
        double sin = Math.sin(frame.rotation()) / LsstBand.PIXEL;
        double spotX = frame.refX() - cos * dx + sin * dy;
        double spotY = frame.refY() + sin * dx + cos * dy;
        double near = GAUSS_POINT * LsstBand.PIXEL;
        for (int row = 0; row < frame.side(); row++) {
            double y = (row - spotY) * LsstBand.PIXEL;
            for (int column = 0; column < frame.side(); column++) {
                double x = (column - spotX) * LsstBand.PIXEL;
                double sum = psf.brightness(x - near, y - near)
                        + psf.brightness(x + near, y - near)
                        + psf.brightness(x - near, y + near)
                        + psf.brightness(x + near, y + near);
                light[row * frame.side() + column] += (float) (quarter * sum);
            }
        }
    }

    /** Adds the noise of sky, read-out and photons; its variance. */
    private static float[] addNoise(float[] light, Exposure exposure, Draw draw) {
        double sky = exposure.skyVariance();
        float[] variance = new float[light.length];
        for (int i = 0; i < light.length; i++) {
            double pixel = sky + exposure.photonVariance(light[i]);
            variance[i] = (float) pixel;
            light[i] += (float) (Math.sqrt(pixel) * draw.gaussian());
        }
        return variance;
    }
}
