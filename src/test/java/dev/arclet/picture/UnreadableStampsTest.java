package dev.arclet.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.support.Gzip;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Whatever stands in a cutout, reading it ends in a stamp or in an exception that says what is wrong. */
class UnreadableStampsTest {
    @Test
    void anEmptyCutout() {
        assertUnreadable(new byte[0], "empty");
    }

    @Test
    void aJpeg() {
        assertUnreadable(
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'}, "JPEG");
    }

    @Test
    void aDamagedHeaderIsToldOnceAndNotInTheLogToo() {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        byte[] damaged = FitsBytes.floatImage(30, 30);
        damaged[6] = (byte) 0xff;
        Logger all = Logger.getLogger("");
        all.addHandler(handler);
        try {
            assertUnreadable(damaged, "header");
        } finally {
            all.removeHandler(handler);
        }
        assertEquals(List.of(), logged);
    }

    @Test
    void someOtherBytes() {
        assertUnreadable("{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "starts with bytes 7b7d");
    }

    @Test
    void anAxisBeyondAnyStamp() {
        assertUnreadable(header("NAXIS=2", "NAXIS1=2147483648", "NAXIS2=1"), "NAXIS1 is 2147483648");
        assertUnreadable(header("NAXIS=2", "NAXIS1=4097", "NAXIS2=1"), "NAXIS1 is 4097");
        assertUnreadable(header("NAXIS=2", "NAXIS1=10", "NAXIS2=99999999999999999999"), "NAXIS2 is 1");
        assertUnreadable(header("NAXIS=2", "NAXIS1=10", "NAXIS2=0"), "NAXIS2 is 0");
    }

    @Test
    void anAxisThatIsNoNumber() {
        assertUnreadable(header("NAXIS=2", "NAXIS1=-5", "NAXIS2=1"), "NAXIS1");
        assertUnreadable(header("NAXIS=2", "NAXIS1='ten'", "NAXIS2=1"), "NAXIS1");
        assertUnreadable(header("NAXIS=2", "NAXIS1=2.5", "NAXIS2=1"), "NAXIS1");
        assertUnreadable(header("NAXIS=2", "NAXIS1=2"), "NAXIS2");
        assertUnreadable(header("NAXIS=-1"), "NAXIS is -1");
        assertUnreadable(header("NAXIS=2000000000"), "NAXIS is 2000000000");
    }

    @Test
    void aPixelTypeThatFitsDoesNotHave() {
        assertUnreadable(
                FitsBytes.hdu(new byte[100], "SIMPLE=T", "BITPIX=24", "NAXIS=2", "NAXIS1=2", "NAXIS2=2"),
                "BITPIX is 24");
    }

    @Test
    void aStampCutOffAnywhere() {
        byte[] whole = FitsBytes.floatImage(30, 30);
        for (int length = 0; length < 2880 + 3600; length += 97) {
            assertUnreadable(Arrays.copyOf(whole, length), "");
        }
        assertUnreadable(Arrays.copyOf(whole, 2000), "truncated");
        assertUnreadable(Arrays.copyOf(whole, 2880 + 3599), "needs 3600 bytes, 3599 are there");
    }

    @Test
    void anImageBehindDataThatIsNotThere() {
        byte[] cube = header("NAXIS=3", "NAXIS1=1000000", "NAXIS2=1000000", "NAXIS3=1000000");
        assertUnreadable(cube, "truncated");
        assertUnreadable(header("NAXIS=1", "NAXIS1=10", "PCOUNT=-1000"), "data would have");
    }

    @Test
    void noImageAtAll() {
        assertUnreadable(header("NAXIS=0"), "no two-dimensional image");
        assertUnreadable(FitsBytes.join(header("NAXIS=0"), new byte[2880]), "no two-dimensional image");
    }

    @Test
    void aHeaderWithoutEnd() {
        byte[] blank = new byte[400_000];
        Arrays.fill(blank, (byte) ' ');
        System.arraycopy(header("NAXIS=0"), 0, blank, 0, 240);
        assertUnreadable(blank, "no END");
    }

    @Test
    void aGzipBomb() {
        assertUnreadable(Gzip.of(new byte[100 << 20]), "more than 8388608 bytes");
    }

    @Test
    void aDamagedGzip() {
        byte[] zipped = Gzip.of(FitsBytes.floatImage(30, 30));
        assertUnreadable(Arrays.copyOf(zipped, zipped.length / 2), "damaged");
        assertUnreadable(new byte[] {0x1f, (byte) 0x8b}, "damaged");
        zipped[zipped.length / 2] ^= 0x55;
        assertUnreadable(zipped, "");
    }

    @Test
    void anOrientationThatIsNone() {
        assertUnreadable(
                FitsBytes.floatImage(2, 2, "CD1_1=1E-4", "CD1_2=1E-4", "CD2_1=1E-4", "CD2_2=1E-4"), "invertible");
        assertUnreadable(FitsBytes.floatImage(2, 2, "CDELT1=0.0", "CDELT2=0.0"), "invertible");
        assertUnreadable(FitsBytes.floatImage(2, 2, "CD1_1=1E-4", "CD2_2=1E-4", "CRPIX1=1E300"), "reference pixel");
    }

    @Test
    void noOrientationAndNoSurveyToAsk() {
        UnreadableStampException e = assertThrows(
                UnreadableStampException.class, () -> FitsStamps.read(ByteBuffer.wrap(FitsBytes.floatImage(2, 2))));
        assertTrue(e.getMessage().contains("pixel scale"), e::getMessage);
    }

    @Test
    void anyDamageEndsInAStampOrInThisException() {
        Random random = new Random(20);
        byte[] whole = FitsBytes.join(
                FitsBytes.hdu(new byte[0], "SIMPLE=T", "BITPIX=8", "NAXIS=0"),
                FitsBytes.hdu(
                        FitsBytes.floats(12),
                        "XTENSION='IMAGE'",
                        "BITPIX=-32",
                        "NAXIS=2",
                        "NAXIS1=4",
                        "NAXIS2=3",
                        "CD1_1=-5E-5",
                        "CD2_2=5E-5",
                        "CRVAL1=10.5",
                        "CRVAL2=-5.5"));
        int readable = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                int block = random.nextBoolean() ? 0 : 2880;
                damaged[block + random.nextInt(880)] = (byte) random.nextInt(256);
            }
            try {
                FitsStamps.read(ByteBuffer.wrap(damaged), 1);
                readable++;
            } catch (UnreadableStampException e) {
                assertTrue(e.getMessage().length() > 20, e::getMessage);
            }
        }
        assertTrue(readable > 100 && readable < 4900, readable + " of 5000 were readable");
    }

    private static byte[] header(String... cards) {
        String[] all = new String[cards.length + 2];
        all[0] = "SIMPLE=T";
        all[1] = "BITPIX=8";
        System.arraycopy(cards, 0, all, 2, cards.length);
        return FitsBytes.hdu(new byte[0], all);
    }

    private static void assertUnreadable(byte[] bytes, String part) {
        UnreadableStampException e =
                assertThrows(UnreadableStampException.class, () -> FitsStamps.read(ByteBuffer.wrap(bytes), 1));
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }
}
