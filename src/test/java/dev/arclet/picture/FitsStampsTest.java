package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.support.Gzip;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.util.FitsOutputStream;
import org.junit.jupiter.api.Test;

class FitsStampsTest {
    private static final double SCALE = 0.2;

    @Test
    void everyPixelTypeReadsAsTheSameNumbers() throws Exception {
        Object[] images = {
            new byte[][] {{1, 2, 3}, {4, 5, 6}},
            new short[][] {{1, 2, 3}, {4, 5, 6}},
            new int[][] {{1, 2, 3}, {4, 5, 6}},
            new long[][] {{1, 2, 3}, {4, 5, 6}},
            new float[][] {{1, 2, 3}, {4, 5, 6}},
            new double[][] {{1, 2, 3}, {4, 5, 6}}
        };
        for (Object image : images) {
            Stamp stamp = FitsStamps.read(ByteBuffer.wrap(written(image)), SCALE);
            String type = image.getClass().getSimpleName();
            assertEquals(3, stamp.width(), type);
            assertEquals(2, stamp.height(), type);
            assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, stamp.pixels(), type);
        }
    }

    @Test
    void bytesAreUnsigned() throws Exception {
        Stamp stamp = FitsStamps.read(ByteBuffer.wrap(written(new byte[][] {{0, 127, (byte) 200, (byte) 255}})), SCALE);
        assertArrayEquals(new float[] {0, 127, 200, 255}, stamp.pixels());
    }

    @Test
    void integersAreScaledAndBlankOnesAreNoData() throws Exception {
        byte[] fits =
                written(new short[][] {{-32768, -32767, 0, 100}}, "BSCALE", 0.5, "BZERO", 1000.0, "BLANK", -32768);
        Stamp stamp = FitsStamps.read(ByteBuffer.wrap(fits), SCALE);
        assertArrayEquals(new float[] {Float.NaN, -15383.5f, 1000, 1050}, stamp.pixels());
    }

    @Test
    void floatsAreScaledToo() throws Exception {
        byte[] fits = written(new float[][] {{1, 2, Float.NaN}}, "BSCALE", 2.0, "BZERO", -1.0);
        assertArrayEquals(
                new float[] {1, 3, Float.NaN},
                FitsStamps.read(ByteBuffer.wrap(fits), SCALE).pixels());
    }

    @Test
    void infiniteAndSentinelPixelsAreNoData() throws Exception {
        byte[] floats = written(new float[][] {{-3.4e38f, 5, Float.POSITIVE_INFINITY}});
        byte[] doubles = written(new double[][] {{-1e300, 5, 1e31}});
        float[] expected = {Float.NaN, 5, Float.NaN};
        assertArrayEquals(
                expected, FitsStamps.read(ByteBuffer.wrap(floats), SCALE).pixels());
        assertArrayEquals(
                expected, FitsStamps.read(ByteBuffer.wrap(doubles), SCALE).pixels());
    }

    @Test
    void aGzippedStampReadsLikeThePlainOne() throws Exception {
        byte[] plain = FitsBytes.floatImage(63, 55);
        Stamp expected = FitsStamps.read(ByteBuffer.wrap(plain), SCALE);
        Stamp stamp = FitsStamps.read(ByteBuffer.wrap(Gzip.of(plain)), SCALE);
        assertEquals(63, stamp.width());
        assertEquals(55, stamp.height());
        assertArrayEquals(expected.pixels(), stamp.pixels());
        assertEquals(expected.orientation(), stamp.orientation());
    }

    @Test
    void aReadOnlyBufferInTheMiddleOfAPacketIsReadInPlaceAndKeepsItsPosition() throws Exception {
        byte[] fits = FitsBytes.floatImage(3, 2);
        ByteBuffer packet = ByteBuffer.allocate(fits.length + 200);
        packet.put(100, fits);
        ByteBuffer view = packet.position(100).limit(100 + fits.length).asReadOnlyBuffer();
        Stamp stamp = FitsStamps.read(view, SCALE);
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, stamp.pixels());
        assertEquals(100, view.position());
    }

    @Test
    void theImageMayFollowAnEmptyPrimaryHdu() throws Exception {
        byte[] empty = FitsBytes.hdu(new byte[0], "SIMPLE=T", "BITPIX=8", "NAXIS=0", "EXTEND=T");
        assertReadsFour(FitsBytes.join(empty, extensionImage()));
    }

    @Test
    void hdusThatAreNoFlatImageArePassedOver() throws Exception {
        byte[] line = FitsBytes.hdu(FitsBytes.floats(1000), "SIMPLE=T", "BITPIX=-32", "NAXIS=1", "NAXIS1=1000");
        byte[] cube = FitsBytes.hdu(
                FitsBytes.floats(24), "SIMPLE=T", "BITPIX=-32", "NAXIS=3", "NAXIS1=2", "NAXIS2=3", "NAXIS3=4");
        byte[] table = FitsBytes.hdu(
                new byte[3000],
                "XTENSION='BINTABLE'",
                "BITPIX=8",
                "NAXIS=2",
                "NAXIS1=10",
                "NAXIS2=20",
                "PCOUNT=2800",
                "GCOUNT=1",
                "TFIELDS=0");
        assertReadsFour(FitsBytes.join(line, extensionImage()));
        assertReadsFour(FitsBytes.join(cube, extensionImage()));
        assertReadsFour(FitsBytes.join(line, table, extensionImage()));
    }

    @Test
    void whatFollowsTheFirstImageIsNotLookedAt() throws Exception {
        byte[] garbage = new byte[5000];
        garbage[0] = 'X';
        assertReadsFour(FitsBytes.join(FitsBytes.floatImage(2, 2), garbage));
    }

    @Test
    void freeFormatCardsAndAMissingLastPaddingAreRead() throws Exception {
        byte[] fits = FitsBytes.floatImage(2, 2);
        System.arraycopy("SIMPLE  =  T        ".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, fits, 0, 20);
        assertReadsFour(java.util.Arrays.copyOf(fits, 2880 + 16));
    }

    @Test
    void oddHeadersLeaveTheLogAlone() throws Exception {
        List<String> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                logged.add(message.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            FitsStamps.read(
                    ByteBuffer.wrap(FitsBytes.floatImage(2, 2, "lower=1", "A B=2", "NAXIS1=2", "WHAT='open")), SCALE);
        } finally {
            root.removeHandler(handler);
        }
        assertTrue(logged.isEmpty(), logged::toString);
    }

    private static byte[] extensionImage() {
        return FitsBytes.hdu(
                FitsBytes.floats(4),
                "XTENSION='IMAGE   '",
                "BITPIX=-32",
                "NAXIS=2",
                "NAXIS1=2",
                "NAXIS2=2",
                "PCOUNT=0",
                "GCOUNT=1");
    }

    private static void assertReadsFour(byte[] fits) throws UnreadableStampException {
        assertArrayEquals(
                new float[] {0, 1, 2, 3},
                FitsStamps.read(ByteBuffer.wrap(fits), SCALE).pixels());
    }

    private static byte[] written(Object image, Object... keysAndValues) throws Exception {
        BasicHDU<?> hdu = Fits.makeHDU(image);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            hdu.getHeader().addValue((String) keysAndValues[i], (Number) keysAndValues[i + 1], "");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Fits fits = new Fits();
                FitsOutputStream out = new FitsOutputStream(bytes)) {
            fits.addHDU(hdu);
            fits.write(out);
        }
        return bytes.toByteArray();
    }
}
