package dev.arclet.sky;

import dev.arclet.picture.Orientation;
import dev.arclet.picture.Stamp;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes cutouts as the observatory does: the image in nJy as float32, then its variance ({@code UNCERT}) and the
 * point-spread function ({@code PSFIMAGE}, float64) as extensions. The world coordinates are a PC matrix in degrees
 * about the alert's position, without CTYPE.
 */
final class FitsCutout {
    private static final int CARD = 80;
    private static final int BLOCK = 2880;

    private FitsCutout() {}

    /** The image alone: 8,640 bytes for 30 x 30 pixels. */
    static byte[] slim(Stamp stamp, double rotation) {
        ByteBuffer file = ByteBuffer.allocate(unitBytes(stamp.pixels().length * Float.BYTES));
        writeImage(file, stamp, rotation, false);
        return file.array();
    }

    /**
     * Image, variance and point-spread function.
     *
     * @param image pixels and their variance
     * @param rotation of the camera, radians
     * @param psf the point-spread function in the camera's frame
     * @param psfSide pixels along the point-spread function's side
     */
    static byte[] full(Camera.Image image, double rotation, Moffat psf, int psfSide) {
        Stamp stamp = image.stamp();
        int imageBytes = unitBytes(stamp.pixels().length * Float.BYTES);
        ByteBuffer file = ByteBuffer.allocate(2 * imageBytes + unitBytes(psfSide * psfSide * Double.BYTES));
        writeImage(file, stamp, rotation, true);
        writeVariance(file, stamp, image.variance());
        writePsf(file, psf, psfSide);
        return file.array();
    }

    /** One block of header and whole blocks of data. */
    private static int unitBytes(int dataBytes) {
        return BLOCK + (dataBytes + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static void writeImage(ByteBuffer file, Stamp stamp, double rotation, boolean extended) {
        Orientation on = stamp.orientation();
        StringBuilder header = new StringBuilder(BLOCK);
        card(header, "SIMPLE", "T");
        image(header, -32, stamp.width(), stamp.height());
        card(header, "EXTEND", extended ? "T" : "F");
        card(header, "ROTPA", number(Math.toDegrees(rotation)));
        text(header, "BUNIT", "nJy");
        card(header, "WCSAXES", "2");
        card(header, "CRPIX1", number(on.refX() + 1));
        card(header, "CRPIX2", number(on.refY() + 1));
        card(header, "PC1_1", number(on.xEast() / 3600));
        card(header, "PC1_2", number(on.yEast() / 3600));
        card(header, "PC2_1", number(on.xNorth() / 3600));
        card(header, "PC2_2", number(on.yNorth() / 3600));
        card(header, "CDELT1", "1.0");
        card(header, "CDELT2", "1.0");
        on.reference().ifPresent(position -> {
            card(header, "CRVAL1", number(position.ra()));
            card(header, "CRVAL2", number(position.dec()));
        });
        end(file, header);
        for (float pixel : stamp.pixels()) {
            file.putFloat(pixel);
        }
        pad(file);
    }

    private static void writeVariance(ByteBuffer file, Stamp stamp, float[] variance) {
        StringBuilder header = new StringBuilder(BLOCK);
        text(header, "XTENSION", "IMAGE");
        image(header, -32, stamp.width(), stamp.height());
        card(header, "PCOUNT", "0");
        card(header, "GCOUNT", "1");
        text(header, "EXTNAME", "UNCERT");
        end(file, header);
        for (float pixel : variance) {
            file.putFloat(pixel);
        }
        pad(file);
    }

    private static void writePsf(ByteBuffer file, Moffat psf, int side) {
        StringBuilder header = new StringBuilder(BLOCK);
        text(header, "XTENSION", "IMAGE");
        image(header, -64, side, side);
        card(header, "PCOUNT", "0");
        card(header, "GCOUNT", "1");
        text(header, "EXTNAME", "PSFIMAGE");
        end(file, header);
        double middle = (side - 1) / 2.0;
        double pixel = LsstBand.PIXEL;
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double dx = pixel * (column - middle);
                double dy = pixel * (row - middle);
                file.putDouble(pixel * pixel * psf.brightness(dx, dy));
            }
        }
        pad(file);
    }

    private static void image(StringBuilder header, int bitpix, int width, int height) {
        card(header, "BITPIX", Integer.toString(bitpix));
        card(header, "NAXIS", "2");
        card(header, "NAXIS1", Integer.toString(width));
        card(header, "NAXIS2", Integer.toString(height));
    }

    private static void card(StringBuilder header, String key, String value) {
        int start = header.length();
        header.append(key).append(" ".repeat(8 - key.length())).append("= ");
        header.append(" ".repeat(Math.max(0, 20 - value.length()))).append(value);
        header.append(" ".repeat(CARD - (header.length() - start)));
    }

    private static void text(StringBuilder header, String key, String value) {
        int start = header.length();
        header.append(key).append(" ".repeat(8 - key.length())).append("= '");
        header.append(value).append(" ".repeat(Math.max(0, 8 - value.length()))).append('\'');
        header.append(" ".repeat(CARD - (header.length() - start)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.13E", value);
    }

    private static void end(ByteBuffer file, StringBuilder header) {
        header.append("END").append(" ".repeat(CARD - 3));
        byte[] bytes = new byte[BLOCK];
        Arrays.fill(bytes, (byte) ' ');
        byte[] cards = header.toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(cards, 0, bytes, 0, cards.length);
        file.put(bytes);
    }

    private static void pad(ByteBuffer file) {
        file.position((file.position() + BLOCK - 1) / BLOCK * BLOCK);
    }
}
