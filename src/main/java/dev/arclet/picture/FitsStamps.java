package dev.arclet.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;

/**
 * Reads the FITS bytes of a cutout. The stamp is the first two-dimensional image HDU, plain or gzip; what follows it (Rubin's
 * variance and PSF images, three quarters of the bytes) is not looked at. Every length is checked before anything of that
 * length is allocated, so that a damaged or hostile cutout costs an exception and nothing else.
 *
 * <p>All methods are thread-safe, leave the position of the buffer they are given untouched, and allocate the stamp, its header
 * cards and, for gzip, the plain bytes.
 *
 * @see <a href="https://fits.gsfc.nasa.gov/fits_standard.html">FITS standard 4.0</a>
 */
public final class FitsStamps {
    /** Most bytes that a gzip cutout may unpack to. */
    static final int MAX_UNZIPPED = 8 << 20;

    private static final byte[] FIRST_KEY = "SIMPLE".getBytes(StandardCharsets.US_ASCII);

    private FitsStamps() {}

    /**
     * Reads a stamp that says itself how it lies on the sky (PC or CD matrix, or CDELT).
     *
     * @param fits the cutout, from the buffer's position to its limit
     * @throws UnreadableStampException if it is no FITS image or doesn't give its orientation
     */
    public static Stamp read(ByteBuffer fits) throws UnreadableStampException {
        return read(fits, OptionalDouble.empty());
    }

    /**
     * Reads a stamp; one without sky coordinates in its header (ZTF, WINTER, DECam) is taken to lie north up and east left about
     * its centre.
     *
     * @param fits the cutout, from the buffer's position to its limit
     * @param defaultPixelScale arcseconds a pixel, for stamps without sky coordinates
     * @throws UnreadableStampException if it is no FITS image
     */
    public static Stamp read(ByteBuffer fits, double defaultPixelScale) throws UnreadableStampException {
        return read(fits, OptionalDouble.of(defaultPixelScale));
    }

    private static Stamp read(ByteBuffer fits, OptionalDouble defaultPixelScale) throws UnreadableStampException {
        ByteBuffer bytes = plain(fits.slice());
        checkStart(bytes);
        FitsHdu hdu = firstImage(bytes);
        int width = hdu.side("NAXIS1");
        int height = hdu.side("NAXIS2");
        Orientation orientation = FitsOrientation.of(hdu.cards(), width, height, defaultPixelScale);
        return new Stamp(width, height, FitsPixels.read(hdu, bytes, width * height), orientation);
    }

    private static FitsHdu firstImage(ByteBuffer bytes) throws UnreadableStampException {
        int count = 0;
        long start = 0;
        while (start < bytes.limit() && (start == 0 || FitsHdu.isExtension(bytes, (int) start))) {
            FitsHdu hdu = FitsHdu.at(bytes, (int) start);
            if (hdu.isFlatImage()) {
                return hdu;
            }
            count++;
            start = hdu.end();
        }
        if (start > bytes.limit()) {
            throw new UnreadableStampException("FITS stamp is truncated: HDU %d should end at byte %d, %d are there"
                    .formatted(count - 1, start, bytes.limit()));
        }
        throw new UnreadableStampException(
                "FITS stamp has no two-dimensional image (NAXIS = 2) among its %d HDUs".formatted(count));
    }

    private static ByteBuffer plain(ByteBuffer bytes) throws UnreadableStampException {
        if (bytes.remaining() < 2 || bytes.get(0) != (byte) 0x1f || bytes.get(1) != (byte) 0x8b) {
            return bytes;
        }
        byte[] zipped = new byte[bytes.remaining()];
        bytes.get(zipped);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(zipped), 8192)) {
            byte[] unzipped = gzip.readNBytes(MAX_UNZIPPED + 1);
            if (unzipped.length > MAX_UNZIPPED) {
                throw new UnreadableStampException(
                        "gzip stamp unpacks to more than %d bytes; that is the most a stamp may have"
                                .formatted(MAX_UNZIPPED));
            }
            return ByteBuffer.wrap(unzipped);
        } catch (IOException e) {
            throw new UnreadableStampException(
                    "gzip stamp of %d bytes is damaged: %s".formatted(zipped.length, e.getMessage()), e);
        }
    }

    private static void checkStart(ByteBuffer bytes) throws UnreadableStampException {
        if (bytes.limit() == 0) {
            throw new UnreadableStampException("stamp is empty");
        }
        byte[] start = new byte[Math.min(bytes.limit(), FIRST_KEY.length)];
        bytes.get(0, start);
        if (!Arrays.equals(start, FIRST_KEY)) {
            String kind = start.length > 1 && start[0] == (byte) 0xff && start[1] == (byte) 0xd8 ? " (JPEG)" : "";
            throw new UnreadableStampException("stamp starts with bytes %s%s; a FITS image starts with SIMPLE"
                    .formatted(HexFormat.of().formatHex(start), kind));
        }
    }
}
