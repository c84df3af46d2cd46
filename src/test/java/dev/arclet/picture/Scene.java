package dev.arclet.picture;

import java.util.List;

/** A few round Gaussian sources on the sky, painted onto stamps that lie any way. */
record Scene(List<Source> sources) {
    /** Arcseconds east and north of the stamp's reference pixel; sigma in arcseconds. */
    record Source(double east, double north, double sigma, double peak) {}

    static Scene of(Source... sources) {
        return new Scene(List.of(sources));
    }

    Stamp painted(int width, int height, Orientation orientation) {
        float[] pixels = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = (float) brightness(x - orientation.refX(), y - orientation.refY(), orientation);
            }
        }
        return new Stamp(width, height, pixels, orientation);
    }

    private double brightness(double dx, double dy, Orientation o) {
        double east = o.xEast() * dx + o.yEast() * dy;
        double north = o.xNorth() * dx + o.yNorth() * dy;
        double sum = 0;
        for (Source source : sources) {
            double e = (east - source.east()) / source.sigma();
            double n = (north - source.north()) / source.sigma();
            sum += source.peak() * Math.exp(-(e * e + n * n) / 2);
        }
        return sum;
    }
}
