package dev.arclet.picture;

/**
 * Does what a {@link Stretch} defines. One per thread: it keeps working memory, so that a call allocates nothing that grows with
 * the picture.
 */
public final class Stretcher {
    private static final float GAUSSIAN = 1.4826f;
    private static final int MIN_SIGMAS = 3;
    private static final int ROUNDING = 4;

    private final Stretch stretch;
    private final AsinhCurve curve;
    private final int[] keys;

    /**
     * For planes of one size.
     *
     * @param stretch what to do
     * @param planePixels pixels of one channel
     */
    public Stretcher(Stretch stretch, int planePixels) {
        this.stretch = stretch;
        this.curve = new AsinhCurve(stretch.softening());
        this.keys = new int[planePixels];
    }

    /**
     * Stretches in place. Planes of absent channels are left as they are.
     *
     * @param planes the channels one after another; NaN is no data
     * @param present for each channel, whether it takes part
     */
    public void apply(float[] planes, boolean[] present) {
        if (planes.length != keys.length * present.length) {
            throw new IllegalArgumentException("planes have %d pixels; give %d for %d channels"
                    .formatted(planes.length, keys.length * present.length, present.length));
        }
        Levels[] levels = new Levels[present.length];
        float scale = 0;
        for (int channel = 0; channel < present.length; channel++) {
            if (present[channel]) {
                levels[channel] = levels(planes, channel * keys.length);
                scale = Math.max(scale, levels[channel].scale);
            }
        }
        for (int channel = 0; channel < present.length; channel++) {
            if (present[channel]) {
                squash(planes, channel * keys.length, levels[channel], scale);
            }
        }
    }

    private record Levels(float sky, float low, float scale) {
        static final Levels NO_DATA = new Levels(0, 0, 0);
    }

    private Levels levels(float[] planes, int offset) {
        int count = 0;
        for (int i = offset; i < offset + keys.length; i++) {
            keys[count] = Selection.key(planes[i]);
            count += Float.isNaN(planes[i]) ? 0 : 1;
        }
        if (count == 0) {
            return Levels.NO_DATA;
        }
        double last = count - 1;
        int middle = (count - 1) / 2;
        float sky = Selection.at(keys, 0, count, last / 2);
        float high = Selection.at(keys, middle, count, stretch.clipHigh() / 100 * last) - sky;
        float low = Selection.at(keys, 0, middle + 1, stretch.clipLow() / 100 * last) - sky;
        float scale = Math.max(high, MIN_SIGMAS * noise(planes, offset, sky));
        return new Levels(sky, low, scale > Math.max(ROUNDING * Math.ulp(sky), Float.MIN_NORMAL) ? scale : 0);
    }

    private float noise(float[] planes, int offset, float sky) {
        int count = 0;
        for (int i = offset; i < offset + keys.length; i++) {
            float distance = Math.abs(planes[i] - sky);
            keys[count] = Selection.key(distance);
            count += Float.isNaN(distance) ? 0 : 1;
        }
        return GAUSSIAN * Selection.at(keys, 0, count, (count - 1) / 2.0);
    }

    private void squash(float[] planes, int offset, Levels levels, float scale) {
        float unit = scale == 0 ? 0 : 1 / scale;
        for (int i = offset; i < offset + keys.length; i++) {
            float above = planes[i] - levels.sky;
            planes[i] = Float.isNaN(above) ? 0 : curve.at(Math.max(above, levels.low) * unit);
        }
    }
}
