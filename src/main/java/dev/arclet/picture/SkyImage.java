package dev.arclet.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import javax.imageio.ImageIO;

/** Stretched pixels, -1 to 1, as PNG for people to look at; the first row is on top. */
public final class SkyImage {
    /** What lies a little below the sky is black, so that the sky itself is dark grey and its noise can be seen. */
    public static final float BLACK = -0.25f;

    private SkyImage() {}

    /**
     * In colour.
     *
     * @param planes one channel after another, {@code size * size} pixels each
     * @param size pixels along a side
     * @param red channel that is shown in red, from 0
     * @param green channel that is shown in green
     * @param blue channel that is shown in blue
     */
    public static byte[] colour(FloatBuffer planes, int size, int red, int green, int blue) {
        int plane = size * size;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < plane; pixel++) {
            int rgb = 0;
            for (int channel : new int[] {red, green, blue}) {
                rgb = rgb << 8 | level(planes.get(channel * plane + pixel), BLACK);
            }
            image.setRGB(pixel % size, pixel / size, rgb);
        }
        return png(image);
    }

    /**
     * In grey.
     *
     * @param pixels {@code size * size}
     * @param size pixels along a side
     * @param black value that is shown black; 1 is white
     */
    public static byte[] grey(float[] pixels, int size, float black) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            image.getRaster().setSample(pixel % size, pixel / size, 0, level(pixels[pixel], black));
        }
        return png(image);
    }

    private static int level(float value, float black) {
        return Math.round(255 * Math.min(1, Math.max(0, (value - black) / (1 - black))));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture could not be written as PNG", e);
        }
        return bytes.toByteArray();
    }
}
