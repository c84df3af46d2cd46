package dev.arclet.sky;

/**
 * The fine sky-aligned grid that scenes are painted on before seeing and pixels blur them: cells of 0.1 arcsec, half
 * a camera pixel, sub-sampled wherever a profile changes faster. Planes are {@code [row][column]}, rows towards north
 * and columns towards east, and hold flux per cell. Light narrower than a cell comes to lie on the cell's middle, up
 * to 0.05 arcsec off. Immutable.
 */
final class Canvas {
    /** Cells along a side: a power of two for the Fourier transform. */
    static final int SIDE = 128;

    /** Arcseconds a cell. */
    static final double STEP = 0.1;

    private static final int RAYS = 3;
    private static final double HALF_WIDTH = SIDE / 2 * STEP;

    private final double centreX;
    private final double centreY;

    /** A canvas whose cell (64, 64) lies at a point of the scene. */
    Canvas(double centreX, double centreY) {
        this.centreX = centreX;
        this.centreY = centreY;
    }

    /** An empty plane. */
    static float[][] plane() {
        return new float[SIDE][SIDE];
    }

    /** Column (with fraction) of a scene position. */
    double column(double x) {
        return (x - centreX) / STEP + SIDE / 2;
    }

    /** Row (with fraction) of a scene position. */
    double row(double y) {
        return (y - centreY) / STEP + SIDE / 2;
    }

    private double x(int column) {
        return centreX + (column - SIDE / 2) * STEP;
    }

    private double y(int row) {
        return centreY + (row - SIDE / 2) * STEP;
    }

    /** Adds a light to planes, to each with its own flux. */
    void paint(Light light, double[] flux, float[][][] planes) {
        int[] box = box(light.x(), light.y(), light.extent());
        double grain = light.grain();
        int fine = grain < 0.15 ? 3 : grain < 0.3 ? 2 : 1;
        int near = grain < 0.06 ? 15 : 5;
        for (int row = box[2]; row < box[3]; row++) {
            double y = y(row);
            for (int column = box[0]; column < box[1]; column++) {
                double x = x(column);
                double distance = Math.max(Math.abs(x - light.x()), Math.abs(y - light.y()));
                int samples = distance < 0.06 ? 15 : distance < 0.35 ? near : distance < light.core() ? fine : 1;
                add(planes, row, column, flux, mean(light, x, y, samples));
            }
        }
    }

    private static double mean(Light light, double x, double y, int samples) {
        if (samples == 1) {
            return light.brightness(x, y);
        }
        double spacing = STEP / samples;
        double first = (1 - samples) / 2.0 * spacing;
        double sum = 0;
        for (int j = 0; j < samples; j++) {
            for (int i = 0; i < samples; i++) {
                sum += light.brightness(x + first + i * spacing, y + first + j * spacing);
            }
        }
        return sum / (samples * samples);
    }

    /**
     * Adds the images that a lens makes of a light, by shooting rays from the canvas back to the source plane: 3 x 3
     * rays a cell (six along a camera pixel) where they come near the source.
     */
    void paintLensed(Light source, SieLens lens, double[] flux, float[][][] planes) {
        double offset = Math.hypot(source.x() - lens.x(), source.y() - lens.y());
        // No image lies farther out than the deflection can bring light in from.
        double reach = 1.5 * lens.einsteinRadius() + 1.3 * (offset + source.extent());
        int[] box = box(lens.x(), lens.y(), reach);
        double[] alpha = new double[2];
        double near = source.core() + 2.5 * STEP;
        double far = source.extent();
        for (int row = box[2]; row < box[3]; row++) {
            double y = y(row);
            for (int column = box[0]; column < box[1]; column++) {
                double x = x(column);
                lens.deflect(x, y, alpha);
                double missX = x - alpha[0] - source.x();
                double missY = y - alpha[1] - source.y();
                boolean singular = Math.abs(x - lens.x()) < STEP && Math.abs(y - lens.y()) < STEP;
                double miss = Math.sqrt(missX * missX + missY * missY);
                if (singular || miss < near) {
                    add(planes, row, column, flux, lensedMean(source, lens, x, y, alpha));
                } else if (miss < far) {
                    add(planes, row, column, flux, source.brightness(x - alpha[0], y - alpha[1]));
                }
            }
        }
    }

    private static double lensedMean(Light source, SieLens lens, double x, double y, double[] alpha) {
        double spacing = STEP / RAYS;
        double first = (1 - RAYS) / 2.0 * spacing;
        double sum = 0;
        for (int j = 0; j < RAYS; j++) {
            for (int i = 0; i < RAYS; i++) {
                double rayX = x + first + i * spacing;
                double rayY = y + first + j * spacing;
                lens.deflect(rayX, rayY, alpha);
                sum += source.brightness(rayX - alpha[0], rayY - alpha[1]);
            }
        }
        return sum / (RAYS * RAYS);
    }

    private static void add(float[][][] planes, int row, int column, double[] flux, double brightness) {
        if (brightness == 0) {
            return;
        }
        double cell = brightness * STEP * STEP;
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane][row][column] += (float) (flux[plane] * cell);
        }
    }

    /** Columns from, to and rows from, to that a disc covers, clipped to the canvas. */
    private int[] box(double x, double y, double radius) {
        double bounded = Math.min(radius, 4 * HALF_WIDTH);
        return new int[] {
            clip(Math.floor(column(x - bounded))),
            clip(Math.ceil(column(x + bounded)) + 1),
            clip(Math.floor(row(y - bounded))),
            clip(Math.ceil(row(y + bounded)) + 1)
        };
    }

    private static int clip(double index) {
        return (int) Math.max(0, Math.min(SIDE, index));
    }
}
